/** The chart of accounts, as rows; a name outside it can not be made. */
import type { PayerId } from '../values/ids.ts';

declare const brand: unique symbol;
export type Account = string & { readonly [brand]: 'Account' };

/** 1 primary, 2 secondary, 3 tertiary. */
export type Sequence = 1 | 2 | 3;

export const arPatient = 'AR:PAT' as Account;
export const grossRevenue = 'REV:GROSS' as Account;
export const remitClearing = 'CASH:REMIT_CLEARING' as Account;
export const bank = 'CASH:BANK' as Account;
export const patientCash = 'CASH:PATIENT' as Account;
export const unapplied = 'LIAB:UNAPPLIED' as Account;
export const creditInsurer = 'LIAB:CREDIT:INS' as Account;
export const creditPatient = 'LIAB:CREDIT:PAT' as Account;
export const withhold = 'ASSET:WITHHOLD' as Account;
export const interestIncome = 'INC:INTEREST' as Account;
export const capitationIncome = 'INC:CAPITATION' as Account;
export const contractual = 'CONTRA:CONTRACTUAL' as Account;
export const sequester = 'CONTRA:SEQUESTER' as Account;
export const capitation = 'CONTRA:CAPITATION' as Account;
export const qmb = 'CONTRA:QMB' as Account;

/** Why a balance may be written off; DENIAL_WO is refined by the decision's reason. */
export const writeOffReasons = [
  'TIMELY',
  'BAD_DEBT',
  'CHARITY',
  'SMALL_BAL',
  'PROMPT_PAY',
] as const;

export function arInsurer(payer: PayerId, sequence: Sequence): Account {
  return `AR:INS:${payer}:${sequence}` as Account;
}

export function writeOff(reason: (typeof writeOffReasons)[number]): Account {
  return `CONTRA:${reason}` as Account;
}

export function denialWriteOff(reason: string): Account {
  return `CONTRA:DENIAL_WO:${reason}` as Account;
}

export function recoupment(payer: PayerId): Account {
  return `LIAB:RECOUP:${payer}` as Account;
}

/** A provider level adjustment without an account of its own. */
export function providerAdjustment(code: string): Account {
  return `PLB:${code}` as Account;
}

export function isInsurerAr(account: Account): boolean {
  return account.startsWith('AR:INS:');
}

export function isAr(account: Account): boolean {
  return account === arPatient || isInsurerAr(account);
}

export function isContra(account: Account): boolean {
  return account.startsWith('CONTRA:');
}

export function isDenialWriteOff(account: Account): boolean {
  return account.startsWith('CONTRA:DENIAL_WO:');
}

/** An account as the ledger stored it. */
export function storedAccount(name: string): Account {
  return name as Account;
}
