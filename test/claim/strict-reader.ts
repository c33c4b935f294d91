/** A reader of 837P that forgives nothing: it names each fault of envelope, loop order and hierarchy. */

/** For each segment, what may come right after it in the files that we write. */
const successors: Readonly<Record<string, RegExp>> = {
  ISA: /^GS$/,
  GS: /^(ST|GE)$/,
  ST: /^BHT$/,
  BHT: /^NM1\*41$/,
  'NM1*41': /^PER$/,
  PER: /^NM1\*40$/,
  'NM1*40': /^HL\*20$/,
  'HL*20': /^PRV\*BI$/,
  'PRV*BI': /^NM1\*85$/,
  'NM1*85': /^N3$/,
  N3: /^N4$/,
  N4: /^(REF\*EI|DMG)$/,
  'REF*EI': /^HL\*22$/,
  'HL*22': /^SBR\*[PS]$/,
  'SBR*P': /^(NM1\*IL|CAS|AMT\*D)$/,
  'NM1*IL': /^(N3|NM1\*PR)$/,
  DMG: /^(NM1\*PR|CLM)$/,
  'NM1*PR': /^(CLM|HL\*23|LX|DTP\*573)$/,
  'HL*23': /^PAT$/,
  PAT: /^NM1\*QC$/,
  'NM1*QC': /^N3$/,
  CLM: /^(REF\*G1|REF\*F8|HI)$/,
  'REF*G1': /^(REF\*F8|HI)$/,
  'REF*F8': /^HI$/,
  HI: /^(NM1\*DN|NM1\*82|SBR\*[PS]|LX)$/,
  'NM1*DN': /^(NM1\*82|SBR\*[PS]|LX)$/,
  'NM1*82': /^(PRV\*PE|SBR\*[PS]|LX)$/,
  'PRV*PE': /^(SBR\*[PS]|LX)$/,
  'SBR*S': /^(OI|NM1\*IL)$/,
  CAS: /^(CAS|AMT\*D|DTP\*573)$/,
  'AMT*D': /^AMT\*EAF$/,
  'AMT*EAF': /^OI$/,
  OI: /^NM1\*IL$/,
  LX: /^SV1$/,
  SV1: /^DTP\*472$/,
  'DTP*472': /^REF\*6R$/,
  'REF*6R': /^(LX|SVD|HL\*22|SE)$/,
  SVD: /^(CAS|DTP\*573)$/,
  'DTP*573': /^(LX|SVD|HL\*22|SE)$/,
  SE: /^(ST|GE)$/,
  GE: /^(GS|IEA)$/,
  IEA: /^$/,
};

const qualified = new Set(['NM1', 'PRV', 'REF', 'DTP', 'SBR', 'AMT']);

export function faultsOf(bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes).toString('latin1');
  const segments = text.split('~\n').map((segment) => segment.split('*'));
  return [
    ...(text.indexOf('~') === 105 ? [] : ['ISA is not 106 bytes']),
    ...(text.endsWith('~\n') ? [] : ['no terminator at the end']),
    ...segments.slice(0, -1).flatMap(formFaults),
    ...orderFaults(segments),
    ...hierarchyFaults(segments),
    ...countFaults(segments),
    ...totalFaults(segments),
  ];
}

function formFaults(elements: string[]): string[] {
  const [id = ''] = elements;
  if (id === 'ISA') return [];
  const faults: string[] = [];
  if (elements.length < 2) faults.push(`${id} has no elements`);
  if (elements.at(-1) === '') faults.push(`${id} ends empty`);
  if (elements.some((element) => element.endsWith(':')))
    faults.push(`${id} has an empty component`);
  if (elements.some((element) => element !== element.trim())) faults.push(`${id} has blanks`);
  return faults;
}

function nameOf(elements: readonly string[]): string {
  const [id = '', first = ''] = elements;
  if (id === 'HL') return `HL*${elements[3]}`;
  return qualified.has(id) ? `${id}*${first}` : id;
}

function orderFaults(segments: readonly string[][]): string[] {
  return segments.slice(0, -1).flatMap((elements, index) => {
    const next = nameOf(segments[index + 1] ?? []);
    const may = successors[nameOf(elements)];
    return may?.test(next) ? [] : [`${next} after ${nameOf(elements)}`];
  });
}

/** Ids count up from 1 in each ST, parents are the level above, and HL04 tells whether children follow. */
function hierarchyFaults(segments: readonly string[][]): string[] {
  const faults: string[] = [];
  let last = 0;
  const open = new Map<string, string>();
  const levels = segments.filter(([id]) => id === 'HL' || id === 'ST');
  for (const [index, elements] of levels.entries()) {
    const [id, number = '', parent = '', level = '', children = ''] = elements;
    if (id === 'ST') {
      last = 0;
      continue;
    }
    last += 1;
    if (number !== String(last)) faults.push(`HL ${number} is not ${last}`);
    const above = { 20: '', 22: open.get('20'), 23: open.get('22') }[level];
    if (parent !== above) faults.push(`HL ${number} has the parent ${parent}`);
    open.set(level, number);
    const nextParent = levels[index + 1]?.[2];
    const followed = nextParent === number;
    const expected = level === '20' || followed ? '1' : '0';
    if (children !== expected) faults.push(`HL ${number} says ${children}`);
  }
  return faults;
}

/** SE01 against the segments of its ST. */
function countFaults(segments: readonly string[][]): string[] {
  let first = 0;
  return segments.flatMap(([id, count], index) => {
    if (id === 'ST') first = index;
    return id === 'SE' && Number(count) !== index - first + 1 ? ['SE01'] : [];
  });
}

/** CLM02 against its SV102s, and amounts without idle zeros. */
function totalFaults(segments: readonly string[][]): string[] {
  let unexplained = 0;
  return segments.flatMap(([id = '', , amount = '']) => {
    if (id === 'CLM') unexplained = Math.round(Number(amount) * 100);
    if (id === 'SV1') unexplained -= Math.round(Number(amount) * 100);
    const idle = (id === 'CLM' || id === 'SV1') && /\.\d*0$/.test(amount);
    const wrong = (id === 'HL' || id === 'SE') && unexplained !== 0;
    return [...(idle ? [`${id}02 ends in 0`] : []), ...(wrong ? ['CLM02'] : [])];
  });
}
