/** What the sample's billers find on their desk: the open work items, and of a claim what it owes and is owed. */

import { readFacts } from '../../shared/pipeline/claim-facts.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import { openItemsOf } from '../../shared/pipeline/stored-item.ts';
import type { DeskClaim } from '../../shared/simulation/desk-item.ts';
import type { OpenWork } from '../../shared/simulation/work-desk.ts';
import { claimId, practiceId } from '../../shared/values/ids.ts';
import { type Cents, cents, negate } from '../../shared/values/money.ts';

export async function openWorkOf(ports: Ports, name: string): Promise<OpenWork> {
  const practice = practiceId(name);
  return {
    items: await openItemsOf(ports.records, practice),
    claimOf: async (claim) => {
      const read = await readFacts(ports, practice, claimId(claim));
      return read && claimAsSeen(read.facts);
    },
  };
}

type Facts = NonNullable<Awaited<ReturnType<typeof readFacts>>>['facts'];

function claimAsSeen({ encounterId, movements, payerId }: Facts): DeskClaim {
  const balance = (of: RegExp): Cents =>
    cents(movements.reduce((sum, row) => sum + (of.test(row.account) ? row.amountCents : 0), 0));
  return {
    payerId,
    encounterId,
    firstCents: balance(/^AR:INS:.*:1$/),
    secondCents: balance(/^AR:INS:.*:2$/),
    paidCents: balance(/^CASH:REMIT_CLEARING$/),
    insurerCreditCents: negate(balance(/^LIAB:CREDIT:INS/)),
    patientCreditCents: negate(balance(/^LIAB:CREDIT:PAT/)),
  };
}
