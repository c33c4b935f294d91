/** Claims that nobody has answered yet: what is alarming today, whether to ask, and when to look again. */
import { addBusinessDays, addDays, type CalendarDate, daysBetween } from '../values/dates.ts';

/** How long each answer may take before somebody is told. */
export const patience = {
  /** TA1 or 999, of the file. */
  receipt: { businessDays: 3 },
  /** 277CA, of the claim. */
  acceptance: { days: 7 },
  /**
   * 835, by the payer's own habit: so many hundredths of its answers of the last days came as fast. With
   * too few of them `otherwise` counts.
   */
  decision: { percent: 90, ofLastDays: 180, atLeast: 20, otherwise: 30, soonest: 14, latest: 60 },
  /** 835, after a 277 that said it would come; and between two questions. */
  payment: { days: 14 },
  questions: { days: 14, most: 3 },
} as const;

/** Days before the filing limit on which a claim that nobody has accepted alarms, once and again. */
export const filingAlarms = [30, 15] as const;

type AlarmStage = 'acceptance' | 'decision' | 'payment';

export type Alarm = {
  readonly stage: AlarmStage;
  /** The version that waits, the day of the alarm, and how long it had waited then. */
  readonly of: number;
  readonly on: CalendarDate;
  readonly days: number;
};

export type Followed = {
  readonly today: CalendarDate;
  /** The version that lies with a payer unanswered. */
  readonly waiting: { readonly of: number; readonly sentOn: CalendarDate } | null;
  /** Turned away, which a later acceptance may take back: somebody has it, and it is looked at again. */
  readonly turnedAway: boolean;
  /** Whether a 277CA or a 277 has told of it; as long as none told of its file, that is the file's alarm. */
  readonly acknowledged: boolean;
  /** The day on which the last 277 about it came. */
  readonly toldOn: CalendarDate | null;
  /** The payer's patience in days. */
  readonly patienceDays: number;
  /** The last day to file, while nobody has accepted the claim. */
  readonly filingDeadline: CalendarDate | null;
  /** The last question about this version. */
  readonly asked: { readonly attempt: number; readonly on: CalendarDate } | null;
  /** Whether its receiver takes questions. */
  readonly mayAsk: boolean;
  readonly alarm: Alarm | null;
};

export type Look = {
  readonly alarm: Alarm | null;
  /** One of `filingAlarms`, when the limit is that near. */
  readonly filingWithin: number | null;
  /** The how many-th question is asked now. */
  readonly ask: number | null;
  /** Null when nothing is awaited any more. */
  readonly next: CalendarDate | null;
};

export function lookAt(followed: Followed): Look {
  const { alarm: before, today } = followed;
  const stage = overdue(followed);
  const ask = questionDue(followed, stage);
  const same = before !== null && before.stage === stage && before.of === followed.waiting?.of;
  const alarm = same ? before : alarmOf(followed, stage);
  const pauses = alarm !== null || followed.turnedAway;
  const dates = [...datesOf(followed), ...(pauses ? [pauseFrom(today)] : [])];
  const next = dates.filter((day) => day > today).sort()[0];
  return { alarm, filingWithin: filingWithin(followed), ask, next: next ?? null };
}

function alarmOf({ today, waiting }: Followed, stage: AlarmStage | null): Alarm | null {
  if (stage === null || waiting === null) return null;
  return { stage, of: waiting.of, on: today, days: daysBetween(waiting.sentOn, today) };
}

function overdue(followed: Followed): AlarmStage | null {
  const { toldOn, today, waiting } = followed;
  if (waiting === null) return null;
  if (today >= decisionDue(followed, waiting.sentOn))
    return toldOn === null ? 'decision' : 'payment';
  const late = !followed.acknowledged && today >= acceptanceDue(waiting.sentOn);
  return late ? 'acceptance' : null;
}

/** The day by which a 999 has come. */
export function receiptDue(sentOn: CalendarDate): CalendarDate {
  return addBusinessDays(sentOn, patience.receipt.businessDays);
}

function acceptanceDue(sentOn: CalendarDate): CalendarDate {
  return addDays(sentOn, patience.acceptance.days);
}

function decisionDue({ patienceDays, toldOn }: Followed, sentOn: CalendarDate): CalendarDate {
  return toldOn === null ? addDays(sentOn, patienceDays) : addDays(toldOn, patience.payment.days);
}

function questionDue(followed: Followed, stage: AlarmStage | null): number | null {
  const { asked, mayAsk, today } = followed;
  if (!mayAsk || stage === null || stage === 'acceptance') return null;
  if (asked === null) return 1;
  const again = asked.attempt < patience.questions.most && today >= pauseFrom(asked.on);
  return again ? asked.attempt + 1 : null;
}

function pauseFrom(day: CalendarDate): CalendarDate {
  return addDays(day, patience.questions.days);
}

function datesOf(followed: Followed): readonly CalendarDate[] {
  const { filingDeadline, waiting } = followed;
  const filing = filingDeadline === null ? [] : filingDates(filingDeadline);
  if (waiting === null) return filing;
  const { sentOn } = waiting;
  return [...filing, receiptDue(sentOn), acceptanceDue(sentOn), decisionDue(followed, sentOn)];
}

function filingDates(deadline: CalendarDate): readonly CalendarDate[] {
  return filingAlarms.map((days) => addDays(deadline, -days));
}

/** The first day on which the filing limit of a claim that does not go out is looked at. */
export function firstFilingAlarm(deadline: CalendarDate): CalendarDate {
  return addDays(deadline, -filingAlarms[0]);
}

/** Of a version that goes out: at once where the filing limit is near, else when its 277CA is due. */
export function firstLook(sentOn: CalendarDate, deadline: CalendarDate | null): CalendarDate {
  const due = acceptanceDue(sentOn);
  const near = deadline !== null && firstFilingAlarm(deadline) <= due;
  return near ? addDays(sentOn, 1) : due;
}

function filingWithin({ filingDeadline, today }: Followed): number | null {
  if (filingDeadline === null) return null;
  const left = daysBetween(today, filingDeadline);
  return filingAlarms.filter((days) => left <= days).at(-1) ?? null;
}

/** Days within which so many hundredths of a payer's answers came, within reason. */
export function patienceOf(turnarounds: readonly number[]): number {
  const { atLeast, latest, otherwise, percent, soonest } = patience.decision;
  if (turnarounds.length < atLeast) return otherwise;
  const sorted = turnarounds.toSorted((a, b) => a - b);
  const usual = sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? otherwise;
  return Math.min(latest, Math.max(soonest, usual));
}
