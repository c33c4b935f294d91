/** docs/rejections.md: what receivers turn away with, in our words. */
import { categoryWords } from './rejection-words.ts';
import { entityWords, statusWords } from './status-words.ts';
import { groupWords, interchangeWords } from './syntax-words.ts';

export function rejectionsMarkdown(): string {
  return [
    '# Rejections',
    '',
    'Printed from `shared/acknowledgment/`; a test keeps this page true. A claim that was turned away has a',
    '`rejection` item whose reason holds the code, what it means and who can mend it:',
    '`A7:562:85 not valid: NPI of the billing provider (provider enrollment)`. What comes back corrected goes out as a',
    'new claim (frequency 1). The words are ours, not those of the official lists; a code without a row is told as it is.',
    '',
    '## 277CA: category, status, party',
    ...table(
      ['category', 'means'],
      Object.entries(categoryWords).map(([code, says]) => [code, says]),
    ),
    ...table(
      ['status', 'about', 'who mends it'],
      Object.entries(statusWords).map(([code, [says, fixes]]) => [code, says, fixes]),
    ),
    ...table(['party', 'is'], Object.entries(entityWords)),
    '',
    '## TA1 and 999',
    '',
    'Whoever runs the interface mends these: the file, not a claim in it, was wrong. Of a 999 the segment or element follows the code (`999:R:IK403-1:CLM02`), never what stood there.',
    ...table(['TA105', 'means'], Object.entries(interchangeWords)),
    ...table(['999', 'means'], Object.entries(groupWords).filter(isFirst)),
    '',
  ].join('\n');
}

/** The same words serve for the further elements of IK5 and AK9. */
function isFirst([code]: readonly [string, string]): boolean {
  return /^(IK304|IK403|IK502|AK905)-/.test(code);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return ['', line(head), line(head.map(() => '---')), ...rows.map(line)];
}
