/** Member and group numbers in each payer's form; the Medicare-like payer's fit the form of an MBI. */
import type { Chance } from './chance.ts';
import type { SamplePayer } from './sample-payers.ts';

const letters = 'ACDEFGHJKMNPQRTUVWXY';
const digits = '0123456789';

/** `card` tells a member's present number (0) from the one before (1). */
export function memberId(chance: Chance, payer: SamplePayer, index: number, card: number): string {
  if (payer.claimFilingCode === 'MB') return beneficiaryId(chance, index, card);
  const serial = String(100_000 + index * 2 + card);
  const check = chance.whole(10, 99);
  if (payer.claimFilingCode === 'MC') return `9${serial}${check}`;
  return `${cardLetters(payer)}${serial}${check}`;
}

/** The form of a payer's member numbers, as its front door checks it. */
export function memberIdForm(payer: SamplePayer): RegExp {
  if (payer.claimFilingCode === 'MB') return beneficiaryForm;
  if (payer.claimFilingCode === 'MC') return /^9\d{8}$/;
  return new RegExp(`^${cardLetters(payer)}\\d{8}$`);
}

const beneficiaryForm = /^[1-9][A-Z][A-Z0-9]\d[A-Z][A-Z0-9]\d[A-Z]{2}\d{2}$/;

function cardLetters(payer: SamplePayer): string {
  return `${letters[Number(payer.payerId) % 10]}${letters[3]}T`;
}

/** Commercial plans sort by employer. */
export function groupNumber(chance: Chance, payer: SamplePayer): string {
  const commercial = payer.claimFilingCode !== 'MB' && payer.claimFilingCode !== 'MC';
  return commercial ? `G${chance.whole(1000, 1099)}` : '';
}

/** Places C A AN N A AN N A A N N: 1–9, letter, either, digit, letter, either, digit, two letters, two digits. */
function beneficiaryId(chance: Chance, index: number, card: number): string {
  const serial = String(index).padStart(4, '0');
  const form = `${1 + card}A?${serial[0]}A?${serial[1]}AA${serial[2]}${serial[3]}`;
  return form.replaceAll(/[A?]/g, (place) =>
    any(chance, place === 'A' ? letters : letters + digits),
  );
}

function any(chance: Chance, characters: string): string {
  return characters.charAt(chance.whole(0, characters.length - 1));
}
