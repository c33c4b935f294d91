/** The rows of an acknowledgment as `files.json` counts them: a TA1, a transaction, a claim; whole batches only where no claim is told. */
import type {
  Acknowledgment,
  ClaimStatus,
  FileError,
  GroupAcknowledgment,
  InterchangeAcknowledgment,
  Status,
  StatusAcknowledgment,
} from './acknowledgment.ts';
import { isRejecting, type Receipt } from './receipt.ts';

/** What a row is about, in the numbers of what was sent. */
export type Named =
  | { readonly of: 'interchange'; readonly interchangeNumber: string }
  | { readonly of: 'group'; readonly functionalCode: string; readonly groupNumber: string }
  | {
      readonly of: 'transaction';
      readonly functionalCode: string;
      readonly groupNumber: string;
      readonly transactionNumber: string;
    }
  | { readonly of: 'batch'; readonly batchReference: string }
  | {
      readonly of: 'claim';
      /** Null in a 277, which names the claim alone. */
      readonly batchReference: string | null;
      readonly patientControlNumber: string;
      readonly trace?: string;
    };

export type AcknowledgmentRow = Pick<Receipt, 'kind' | 'statuses' | 'payerControlNumber'> & {
  readonly named: Named;
  /** False in an ST without SE, and for a group taken in part that does not say which part. */
  readonly complete: boolean;
};

export function rowsOf(acknowledgment: Acknowledgment): readonly AcknowledgmentRow[] {
  switch (acknowledgment.kind) {
    case 'TA1':
      return [interchangeRow(acknowledgment)];
    case '999':
      return groupRows(acknowledgment);
    case '277CA':
    case '277':
      return statusRows(acknowledgment);
  }
}

function interchangeRow({ code, interchangeNumber, note }: InterchangeAcknowledgment) {
  const statuses = coded(interchangeCodes, code, note === '000' ? '' : note);
  return row('TA1', { of: 'interchange', interchangeNumber }, true, statuses);
}

/** A group that is refused is refused whole, whatever is said of its transactions. */
function groupRows(group: GroupAcknowledgment): readonly AcknowledgmentRow[] {
  const { code, complete, functionalCode, groupNumber, transactions } = group;
  const whole: Named = { of: 'group', functionalCode, groupNumber };
  if (transactions.length === 0) {
    return [row('999', whole, complete && code !== 'P', told(groupCodes, code, group.errors))];
  }
  return transactions.map((one) =>
    wholeRefusals.includes(code)
      ? row('999', whole, complete, told(groupCodes, code, [...one.errors, ...group.errors]))
      : row(
          '999',
          {
            of: 'transaction',
            functionalCode,
            groupNumber,
            transactionNumber: one.transactionNumber,
          },
          complete,
          told(transactionCodes, one.code, one.errors),
        ),
  );
}

function statusRows(told: StatusAcknowledgment): readonly AcknowledgmentRow[] {
  const { batchReference, claims, complete, kind, statuses } = told;
  if (claims.length === 0) return [row(kind, { of: 'batch', batchReference }, complete, statuses)];
  return claims.map((claim) => claimRow(told, claim));
}

function claimRow({ batchReference, complete, kind }: StatusAcknowledgment, claim: ClaimStatus) {
  const { patientControlNumber, payerControlNumber, trace } = claim;
  const statuses = kind === '277CA' ? withLines(claim) : claim.statuses;
  const named: Named = {
    of: 'claim',
    batchReference: kind === '277CA' ? batchReference : null,
    patientControlNumber,
    ...(trace !== undefined && { trace }),
  };
  return { ...row(kind, named, complete, statuses), payerControlNumber };
}

/** Why a claim was turned away may be told of its lines alone; that is of the claim's own day. */
function withLines({ lineStatuses, statuses }: ClaimStatus): readonly Status[] {
  const away = statuses.find((status) => isRejecting('277CA', status));
  if (away === undefined) return statuses;
  const lines = lineStatuses.filter((status) => isRejecting('277CA', status));
  return [...statuses, ...lines.map((status) => ({ ...status, date: away.date }))];
}

function row(
  kind: Receipt['kind'],
  named: Named,
  complete: boolean,
  statuses: readonly Status[],
): AcknowledgmentRow {
  return { kind, named, complete, statuses, payerControlNumber: '' };
}

const interchangeCodes: readonly string[] = ['A', 'E', 'R'];
const transactionCodes: readonly string[] = ['A', 'E', 'M', 'R', 'W', 'X'];
const groupCodes: readonly string[] = [...transactionCodes, 'P'];
const wholeRefusals: readonly string[] = ['M', 'R', 'W', 'X'];

/** No status where the code is none that the guide knows. */
function coded(known: readonly string[], code: string, note = ''): readonly Status[] {
  if (!known.includes(code)) return [];
  return [{ category: code, status: note, entity: '', date: null, action: '' }];
}

/** More errors than this of one transaction tell nobody more. */
const mostErrors = 3;

/** The code of a 999; a refusal once for each error. */
function told(
  known: readonly string[],
  code: string,
  errors: readonly FileError[],
): readonly Status[] {
  const [own] = coded(known, code);
  if (own === undefined) return [];
  if (!wholeRefusals.includes(code) || errors.length === 0) return [own];
  return errors
    .slice(0, mostErrors)
    .map((error) => ({ ...own, status: error.code, entity: error.place }));
}
