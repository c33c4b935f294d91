/** 835s as text, small enough to read: what a payer says, to the segment. */

export type Service = {
  /** SVC01-2 and modifiers, `99213` or `99213:25`. */
  readonly code: string;
  readonly charge: number;
  readonly paid: number;
  /** `CO*45*45.00`. */
  readonly cas: readonly string[];
  /** SVC06. */
  readonly submitted?: string;
  readonly date?: string;
  readonly more?: readonly string[];
};

export type Answer = {
  readonly pcn: string;
  readonly status?: string;
  readonly charge?: number;
  readonly paid?: number;
  readonly cas?: readonly string[];
  readonly lines?: readonly Service[];
  /** Segments after the claim's own CAS. */
  readonly more?: readonly string[];
};

export type Payment = {
  readonly trace?: string;
  readonly date?: string;
  readonly originator?: string;
  readonly payer?: string;
  readonly npi?: string;
  readonly taxId?: string;
  /** BPR02 as text; the sum of what follows unless told otherwise. */
  readonly paid?: string;
  readonly claims: readonly Answer[];
  /** `WO:X1*10.00` pairs. */
  readonly plb?: readonly string[];
  readonly end?: boolean;
};

/** A line: charge and paid in cents, adjustments as `CO*45*45.00`. */
export function svc(code: string, charge: number, paid: number, ...cas: string[]): Service {
  return { code, charge, paid, cas };
}

/** One file with these payments, a transaction set each. */
export function remit(...payments: readonly Payment[]): string {
  const sets = payments.flatMap((payment, index) => setOf(payment, index + 1));
  return [
    'ISA*00*          *00*          *ZZ*FAKEPAYER      *ZZ*FAKESUBMITTER  *260401*1200*^*00501*000000001*0*P*:',
    'GS*HP*FAKEPAYER*FAKESUBMITTER*20260401*1200*1*X*005010X221A1',
    ...sets,
    `GE*${payments.length}*1`,
    'IEA*1*000000001',
    '',
  ].join('~\n');
}

function dollars(cents: number): string {
  return (cents / 100).toFixed(2);
}

function setOf(payment: Payment, number: number): readonly string[] {
  const body = [...headOf(payment), 'LX*1', ...payment.claims.flatMap(claimOf), ...plbOf(payment)];
  const control = String(number).padStart(4, '0');
  const end = payment.end === false ? [] : [`SE*${body.length + 2}*${control}`];
  return [`ST*835*${control}`, ...body, ...end];
}

function headOf(payment: Payment): readonly string[] {
  const { trace = 'T1', originator = '1123456780', payer = 'FAKE1', npi = '1999999992' } = payment;
  const date = (payment.date ?? '2026-04-01').replaceAll('-', '');
  const paid = payment.paid ?? dollars(totalOf(payment));
  return [
    `BPR*I*${paid}*C*ACH*CCP*01*011000015*DA*1*${originator}**01*011000015*DA*2*${date}`,
    `TRN*1*${trace}*${originator}`,
    `DTM*405*${date}`,
    'N1*PR*FAKE PAYER',
    'N3*1 PAYER WAY',
    'N4*FAKETOWN*TX*75001',
    `REF*2U*${payer}`,
    `N1*PE*FAKE FAMILY PRACTICE*XX*${npi}`,
    ...(payment.taxId === undefined ? [] : [`REF*TJ*${payment.taxId}`]),
  ];
}

function totalOf({ claims, plb = [] }: Payment): number {
  const adjusted = plb.map((pair) => Math.round(Number(pair.split('*')[1]) * 100));
  return sum(claims.map(paidOf)) - sum(adjusted);
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

function paidOf({ paid, lines = [] }: Answer): number {
  return paid ?? sum(lines.map((line) => line.paid));
}

function claimOf(answer: Answer): readonly string[] {
  const { pcn, status = '1', lines = [], cas = [], more = [] } = answer;
  const charge = answer.charge ?? sum(lines.map((line) => line.charge));
  return [
    `CLP*${pcn}*${status}*${dollars(charge)}*${dollars(paidOf(answer))}*0*12*ICN1*11*1`,
    ...cas.map((row) => `CAS*${row}`),
    'NM1*QC*1*SAMPLE*PAULA****MI*M0001',
    ...more,
    ...lines.flatMap(lineOf),
  ];
}

function lineOf(line: Service): readonly string[] {
  const { code, charge, paid, cas, submitted, date, more = [] } = line;
  const recoded = submitted === undefined ? '' : `**1*HC:${submitted}`;
  return [
    `SVC*HC:${code}*${dollars(charge)}*${dollars(paid)}${recoded}`,
    ...(date === undefined ? [] : [`DTM*472*${date.replaceAll('-', '')}`]),
    ...cas.map((row) => `CAS*${row}`),
    ...more,
  ];
}

function plbOf({ plb = [], npi = '1999999992' }: Payment): readonly string[] {
  return plb.length === 0 ? [] : [`PLB*${npi}*20261231*${plb.join('*')}`];
}
