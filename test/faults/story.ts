/** What a story is made of: days of files, each as an outside would bring them. */
import { readEligibilityInquiries } from '../../shared/eligibility/read-inquiry.ts';
import type { Stored } from '../../shared/pipeline/ports.ts';
import { type ClaimId, claimIdOf, encounterId, practiceId } from '../../shared/values/ids.ts';
import { statuses } from '../acknowledgment/sample-answers.ts';
import { apiRow } from '../receiver/receiver-rows.ts';
import { coverageAnswer } from '../scenarios/support/coverage-answer.ts';
import { referenceFiles } from '../scenarios/support/reference.ts';
import { type Payment, remit, type Service, svc } from '../scenarios/support/remit.ts';
import { type AppointmentChanges, appointmentFile } from '../support/appointment-file.ts';
import { encounterFile, type RowChanges } from '../support/encounter-file.ts';
import { testPorts } from '../support/ports.ts';
import { houseName } from './receiver-house.ts';

export const practice = practiceId('clinic');

export type Contents = Readonly<Record<string, string | Uint8Array>>;

export type Day = {
  readonly date: string;
  /** What arrives, or how the outside answers the files that it was sent. */
  readonly files: Contents | ((outbound: readonly string[]) => Contents);
  /** Comes only when what came before is at rest: people and payers answer what they see. */
  readonly settled?: boolean;
  /** A receiver holds them until it is asked, or calls. */
  readonly from?: 'poll' | 'webhook';
};

export type Story = {
  readonly name: string;
  /** Rows of `reference` that are in force when the story begins. */
  readonly given: () => Promise<readonly Stored[]>;
  readonly days: readonly Day[];
  /** Its last night's documents and invariants are made under faults too, of books at rest. */
  readonly nightly?: boolean;
};

const dates = ['2026-04-01', '2026-04-02', '2026-04-03', '2026-04-06'] as const;

/** A business day's files; the next business day's unless it says when. */
type SomeDay = Omit<Day, 'date'> & Partial<Pick<Day, 'date'>>;

/** A story of a practice that is set up. */
export function story(name: string, ...days: readonly (Contents | SomeDay)[]): Story {
  return {
    name,
    given: setUp,
    days: days.map((day, n) => {
      const date = dates[n] ?? '';
      return isDay(day) ? { date, ...day } : { date, files: day };
    }),
  };
}

export function nightly(one: Story): Story {
  return { ...one, nightly: true };
}

/** Files that come only when what came before is at rest. */
export function settled(files: Day['files'], date?: string): SomeDay {
  return { settled: true, files, ...(date !== undefined && { date }) };
}

function isDay(day: Contents | SomeDay): day is SomeDay {
  return 'files' in day;
}

/** Only known: a lost event of a practice's very first file waits for its second. */
export async function registered(): Promise<readonly Stored[]> {
  return (await setUp()).filter(({ item }) => 'since' in item);
}

const { host, path, answers } = apiRow;
const receivers = `receiver,method,host,path,answers,user,host_key
${[houseName, 'https', host, path, answers, '', ''].join(',')}
`;

/** Its receiver is reached over a network, and asked for answers. */
export const overTheNet = setUpWith({ [`${practice}/reference/receivers.csv`]: receivers });

/** With more reference files, worked once. */
export function setUpWith(more: Contents): Story['given'] {
  let worked: Promise<readonly Stored[]> | undefined;
  return () => {
    worked ??= workReference(more);
    return worked;
  };
}

let reference: Promise<readonly Stored[]> | undefined;

function setUp(): Promise<readonly Stored[]> {
  reference ??= workReference();
  return reference;
}

async function workReference(more: Contents = {}): Promise<readonly Stored[]> {
  const world = testPorts({ today: '2026-03-31' });
  const files: Contents = { ...referenceFiles(practice), ...more };
  for (const [key, content] of Object.entries(files)) world.files.drop('inbox', key, content);
  await world.ports.queues.send(
    'receive',
    Object.keys(files).map((key) => ({ practice, key })),
  );
  const { step: receive } = await import('../../shared/pipeline/receive.ts');
  const { step: takeReference } = await import('../../shared/pipeline/take-reference.ts');
  await world.drain({ receive, 'take-reference': takeReference });
  return world.records.rows('reference');
}

export function pcn(encounter: string): ClaimId {
  return claimIdOf(practice, encounterId(encounter));
}

function visits(...rows: readonly (string | RowChanges)[]): Uint8Array {
  return encounterFile(
    rows.map((row) => {
      const changes = typeof row === 'string' ? { encounter_id: row } : row;
      return { patient_id: `P-${changes.encounter_id}`, ...changes };
    }),
  );
}

export function era(name: string, ...payments: readonly Payment[]): Contents {
  return { [`${practice}/remittances/${name}.835`]: remit(...payments) };
}

export function encounters(name: string, ...rows: readonly (string | RowChanges)[]): Contents {
  return { [`${practice}/encounters/${name}.csv`]: visits(...rows) };
}

export function appointments(name: string, ...rows: readonly AppointmentChanges[]): Contents {
  return { [`${practice}/appointments/${name}.csv`]: appointmentFile(rows) };
}

/** A 271 for each 270, that says the same (EB01) of everybody who is asked about. */
export function coverage(name: string, information: string) {
  return (outbound: readonly string[]): Contents => {
    const asked = outbound
      .filter((text) => text.includes('ST*270'))
      .map((text) => readEligibilityInquiries(new TextEncoder().encode(text)).received);
    const told = asked.map((people, n) => {
      const key = `${practice}/eligibility/${name}-${n}.271`;
      const answers = people.map((one) => [one, { benefits: [{ information }] }] as const);
      return [key, coverageAnswer(...answers)] as const;
    });
    return Object.fromEntries(told);
  };
}

/** Rows as `payment_id,received_on,method,amount,patient_id,encounter_id,payer_id,trace_number,kind`. */
export function payments(name: string, ...rows: readonly string[]): Contents {
  const header =
    'payment_id,received_on,method,amount,patient_id,encounter_id,payer_id,trace_number,kind';
  return { [`${practice}/payments/${name}.csv`]: [header, ...rows, ''].join('\n') };
}

/** Rows as `action,target,amount,reason,detail`; one with an amount is approved by a second person. */
export function decisions(name: string, ...rows: readonly string[]): Contents {
  const header = 'decision_id,decided_on,by,approved_by,action,target,amount,reason,detail';
  const lines = rows.map((row, n) => `${name}-${n},2026-04-03,ann,bob,${row}`);
  return { [`${practice}/decisions/${name}.csv`]: [header, ...lines, ''].join('\n') };
}

/** A 277CA for each ST that names these claims, with the codes of each. */
export function receipts(name: string, codes: Readonly<Record<string, string>>) {
  return (outbound: readonly string[]): Contents => {
    const sets = outbound.flatMap((text) => text.split(/(?=ST\*837)/).slice(1));
    const files = sets.flatMap((set, n) => {
      const reference = /BHT\*0019\*00\*([^*]+)\*/.exec(set)?.[1] ?? '';
      const told = [...set.matchAll(/CLM\*([^*]+)\*/g)].flatMap(([, claim = '']) => {
        const code = codes[claim];
        return code === undefined ? [] : [{ pcn: claim, codes: [code] }];
      });
      if (told.length === 0) return [];
      const key = `${practice}/acknowledgments/${name}-${n}.edi`;
      return [[key, statuses('277CA', told, reference)] as const];
    });
    return Object.fromEntries(files);
  };
}

/** Answers for 99213 at 145.00, contract 100.00. */
export const lines = {
  paid: svc('99213', 14500, 10000, 'CO*45*45.00'),
  denied: svc('99213', 14500, 0, 'CO*197*145.00'),
  shared: svc('99213', 14500, 8000, 'CO*45*45.00', 'PR*1*20.00'),
  short: svc('99213', 14500, 9000, 'CO*45*55.00'),
  second: svc('99213', 14500, 1500, 'OA*23*125.00', 'PR*2*5.00'),
  zero: svc('99213', 14500, 0, 'CO*45*45.00', 'PR*1*100.00'),
} as const;

export function taken({ code, charge, paid, cas }: Service): Service {
  const opposite = cas.map((row) => row.replace(/\*([\d.]+)$/, '*-$1'));
  return svc(code, -charge, paid === 0 ? 0 : -paid, ...opposite);
}
