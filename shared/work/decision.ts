/** What a person decided, as a row of a decisions file. */
import { cellsOf } from '../csv/cells.ts';
import { readCsv } from '../csv/read-csv.ts';
import type { CalendarDate } from '../values/dates.ts';
import type { Issue } from '../values/issue.ts';
import type { Cents } from '../values/money.ts';

const decisionActions = [
  'write-off',
  'override-rule',
  'correct',
  'resubmit',
  'void',
  'close',
  'reassign',
  'accept',
  'appeal-filed',
  'appeal-decided',
] as const;

type DecisionAction = (typeof decisionActions)[number];

export type Decision = {
  readonly row: number;
  readonly decisionId: string;
  readonly decidedOn: CalendarDate;
  readonly by: string;
  /** Empty when nobody else approved it. */
  readonly approvedBy: string;
  readonly action: DecisionAction;
  /** A claim, `claim/line`, a work item or a file. */
  readonly target: string;
  readonly amountCents: Cents | null;
  readonly reason: string;
  readonly detail: string;
};

export type DecisionsFile = {
  readonly fatal: boolean;
  readonly issues: readonly Issue[];
  readonly rows: number;
  readonly decisions: readonly Decision[];
};

const needed = ['decision_id', 'decided_on', 'by', 'action', 'target'] as const;
const columns = [...needed, 'approved_by', 'amount', 'reason', 'detail'] as const;

/** Reads a decisions CSV; a bad row has issues and is left out. */
export function readDecisions(bytes: Uint8Array): DecisionsFile {
  const file = readCsv(bytes, needed, columns);
  const issues: Issue[] = [...file.issues];
  const decisions: Decision[] = [];
  for (const row of file.rows) {
    const cells = cellsOf(row);
    const decision: Decision = {
      row: row.row,
      decisionId: cells.needed('decision_id'),
      decidedOn: cells.date('decided_on'),
      by: cells.needed('by'),
      approvedBy: cells.text('approved_by'),
      action: cells.read('action', actionNamed, 'accept'),
      target: cells.needed('target'),
      amountCents: cells.text('amount') === '' ? null : cells.amount('amount'),
      reason: cells.text('reason'),
      detail: cells.text('detail'),
    };
    if (cells.issues.length === 0) decisions.push(decision);
    else issues.push(...cells.issues);
  }
  return { fatal: file.fatal, issues, rows: file.rows.length, decisions };
}

function actionNamed(cell: string): DecisionAction | undefined {
  return decisionActions.find((action) => action === cell);
}
