/** What each code of an issue means and what to do about it; docs/formats.md is printed from this. */

type Guide = readonly [code: string, means: string, todo: string];

// biome-ignore format: a table, a row a line
const rows: readonly Guide[] = [
  ['empty-file', 'The file has no bytes.', 'Export it again.'],
  ['unknown-content', 'Neither X12, nor JSON, nor a CSV header that we know.', 'Check that the right file was dropped.'],
  ['kind-not-supported-yet', 'We know what it is and do not work it yet.', 'Keep it; drop it again after an update.'],
  ['kind-differs-from-folder', 'The content is of another kind than its folder says; it was worked as what it is.', 'Drop it in the right folder next time.'],
  ['csv-no-header', 'The first line names no column of ours.', 'Export with the header line.'],
  ['column-missing', 'A needed column is not in the header.', 'Add the column named in place.'],
  ['column-twice', 'The header names a column twice.', 'Keep one of them.'],
  ['unknown-column', 'A column that we do not read was ignored; place has its number.', 'Nothing, unless its name is misspelled.'],
  ['csv-quoting', 'A quote is not closed or stands inside a cell.', 'Export again as RFC 4180.'],
  ['csv-cells', 'The row has more or fewer cells than the header.', 'Mend the row.'],
  ['value-missing', 'A needed cell is empty.', 'Fill the column named in place.'],
  ['bad-value', 'A cell has the wrong form.', 'Mend the column named in place.'],
  ['bad-date', 'Not a date that exists, as YYYY-MM-DD.', 'Mend the column named in place.'],
  ['bad-amount', 'Not dollars with at most two decimals, or negative.', 'Write 125.00, without $ or thousands separators.'],
  ['text-nul', 'A cell holds a NUL byte.', 'Export again.'],
  ['text-too-long', 'A cell has more than 1,000 characters.', 'Shorten it.'],
  ['text-encoding', 'A cell is not UTF-8.', 'Export as UTF-8.'],
  ['bad-json', 'The file is not JSON.', 'Export again.'],
  ['bad-shape', 'The JSON is not an encounter.', 'Compare with the fields in this document.'],
  ['rows-disagree', 'Rows of one encounter differ in a field that belongs to the whole visit; its claim is held.', 'Correct the encounter at its source.'],
  ['encounter-known', 'The encounter came before with equal content.', 'Nothing: exports may be cumulative.'],
  ['encounter-differs', 'The encounter came before with other content; nothing changed.', 'Work its charge-entry item.'],
  ['encounter-twice', 'One file holds the same encounter twice.', 'Mend the export.'],
  ['encounter-too-large', 'The encounter has more lines than a claim can hold.', 'Split the visit at its source.'],
  ['reference-unknown', 'Not a reference file that we know.', 'Check its header.'],
  ['reference-conflict', 'Two files of one day say different things under the same key; the later one stands.', 'Decide which is right and send it again.'],
  ['fiscal-year-unknown', 'The name of an ICD-10-CM order file does not tell its year.', 'Keep the official file name.'],
  ['release-unknown', 'A fee schedule file does not tell its year or release.', 'Keep the preamble, the header and the official file name.'],
  ['no-interchange', 'The file holds no ISA.', 'Ask the sender for the whole file.'],
  ['interchange-unreadable', 'The delimiters of an ISA can not be told.', 'Ask the sender for the file again.'],
  ['segment-too-long', 'A segment is longer than 64 KB.', 'Ask the sender for the file again.'],
  ['transaction-not-835', 'An ST among remittances is no 835; it was passed over.', 'Ask the sender what it is.'],
  ['transaction-not-837', 'An ST among claims is no 837; it was passed over.', 'Ask the sender what it is.'],
  ['transaction-count', 'SE01 counts otherwise than we do.', 'Nothing; tell the sender.'],
  ['transaction-number', 'SE02 differs from ST02.', 'Nothing; tell the sender.'],
  ['transaction-unclosed', 'An ST ends without its SE.', 'Ask the sender for the whole file.'],
  ['transaction-unopened', 'An SE without its ST.', 'Tell the sender.'],
  ['group-count', 'GE01 counts otherwise than we do.', 'Nothing; tell the sender.'],
  ['group-number', 'GE02 differs from GS06.', 'Nothing; tell the sender.'],
  ['group-unclosed', 'A GS ends without its GE.', 'Nothing; tell the sender.'],
  ['group-unopened', 'A GE without its GS.', 'Tell the sender.'],
  ['interchange-count', 'IEA01 counts otherwise than we do.', 'Nothing; tell the sender.'],
  ['interchange-number', 'IEA02 differs from ISA13.', 'Nothing; tell the sender.'],
  ['interchange-unclosed', 'An ISA ends without its IEA.', 'Check that the file is whole.'],
  ['interchange-unopened', 'An IEA without its ISA.', 'Tell the sender.'],
  ['amount-unreadable', 'Not an X12 amount; place names the element.', 'Ask the payer.'],
  ['date-unreadable', 'Not a date; place names the element.', 'Ask the payer.'],
  ['payment-negative', 'BPR02 is below zero, which 835s may not be.', 'Ask the payer.'],
  ['bpr02-unreadable', 'The payment amount can not be read; its ST is held whole.', 'Work its quarantine item.'],
  ['bpr16-unreadable', 'The payment date can not be read; its ST is held whole.', 'Work its quarantine item.'],
  ['clp04-unreadable', "A claim's paid amount can not be read; its ST is held whole.", 'Work its quarantine item.'],
  ['svc03-unreadable', "A line's paid amount can not be read; its ST is held whole.", 'Work its quarantine item.'],
  ['payment-without-end', 'An ST without SE is held whole.', 'Ask the payer for the whole file.'],
  ['unbalanced-line', 'A line does not come to its paid amount; its ST is held whole.', 'Its quarantine item names the difference: ask the payer.'],
  ['unbalanced-claim', 'A claim does not come to its paid amount; its ST is held whole.', 'Its quarantine item names the difference: ask the payer.'],
  ['unbalanced-transaction', 'Claims less provider adjustments do not come to BPR02; the ST is held whole.', 'Its quarantine item names the difference: ask the payer.'],
  ['payee-mismatch', 'The payment is for another NPI and tax id.', 'Find out whose it is.'],
  ['remittance-known', 'The same payment came before; nothing was posted again.', 'Nothing.'],
  ['remittance-conflict', 'A payment with the same identity came before with another body; the ST is held whole.', 'Ask the payer which one is right.'],
  ['transaction-not-acknowledgment', 'An ST among acknowledgments is none that we read; it was passed over.', 'Ask the sender what it is.'],
  ['element-unreadable', 'An element can not be read; place names it.', 'Ask the sender.'],
  ['level-parent', 'An HL names no parent that is there.', 'Ask the sender.'],
  ['plb-unreadable', 'A provider adjustment can not be read; its ST is held whole.', 'Work its quarantine item.'],
  ['status-unreadable', 'A claim status can not be read; place names the element.', 'Ask the sender.'],
  ['batch-unknown', 'An acknowledgment answers a file that we did not send; its row is held.', 'Ask the sender whose answer it is.'],
  ['transaction-unknown', 'An acknowledgment answers a transaction set that is not in our file; its row is held.', 'Ask the sender whose answer it is.'],
  ['claim-unknown', 'An acknowledgment names a claim that was not sent, or not in that file; its row is held.', 'Ask the sender whose answer it is.'],
  ['acknowledgment-incomplete', 'An acknowledgment is cut short or does not say which part of a file was taken; its row is held.', 'Ask the sender for the whole answer.'],
  ['category-unexpected', 'A claim status category that this transaction may not have.', 'Tell the sender.'],
  ['payment-known', 'The payment id came before with equal content.', 'Nothing: exports may be cumulative.'],
  ['payment-differs', 'The payment id came before with other content; it is held.', 'Work its item; use a new id.'],
  ['decision-differs', 'The decision id came before with other content.', 'Use a new id.'],
  ['claim-voided', 'The claim was voided, so it can not be corrected.', 'Charge the visit anew.'],
  ['answer-awaited', 'The claim lies with its payer; a correction now would be a duplicate.', 'Wait for the answer, or for its rejection.'],
  ['detail-missing', 'A correction does not say what to change.', 'Write the columns as JSON into detail.'],
  ['detail-unreadable', 'The detail of a correction is no JSON object.', 'Write it like {"member_id":"M2"}.'],
  ['column-unknown', 'A correction names a column that an encounter does not have.', 'Use the columns of the encounter file.'],
  ['lines-differ', 'A correction has other lines than the claim: a list of another length, or a number that is left out.', 'Give a value for each line, or name lines by number.'],
  ['encounter-id-differs', 'A correction names another encounter than its claim has.', 'Mend the target or the id.'],
  ['visit-of-another-claim', 'As corrected the visit is one that another claim has charged already.', 'Void the one that is wrong.'],
  ['payer-control-number-unknown', 'The payer answered without its own number, so its claim can not be replaced.', 'Ask the payer for the number.'],
  ['correction-too-large', 'A correction books more service dates anew than one transaction holds.', 'Correct it in steps.'],
  ['nothing-to-appeal', 'Nothing of the claim is denied or underpaid.', 'Mend the target.'],
  ['no-appeal-filed', 'No appeal of the claim waits to be decided.', 'Record appeal-filed first.'],
  ['appeal-end-unknown', 'An appeal ends won, partly or lost.', 'Write one of them into detail.'],
  ['target-unknown', 'No such claim, line or work item.', 'Mend the target.'],
  ['amount-missing', 'A write-off needs an amount above zero.', 'Add it.'],
  ['owner-missing', 'A reassignment names no owner in detail.', 'Add it.'],
  ['rule-unknown', 'detail names no rule.', 'Use an id of docs/rules.md.'],
  ['rule-not-to-override', 'Without what this rule asks for no claim can be written.', 'Correct the encounter.'],
  ['write-off-above-balance', 'The write-off is more than is owed.', 'Mend the amount.'],
  ['write-off-needs-approval', 'Above the limit a second person has to approve.', 'Add approved_by.'],
];

export function guidedCodes(): readonly string[] {
  return rows.map(([code]) => code);
}

/** What a code means and what to do, in two sentences; the code itself when the table lacks it. */
export function issueGuide(code: string): string {
  const row = rows.find(([known]) => known === code);
  return row === undefined ? code : `${row[1]} ${row[2]}`;
}

/** The table of docs/formats.md. */
export function issueGuideMarkdown(): string {
  const lines = rows.map(([code, means, todo]) => `| \`${code}\` | ${means} | ${todo} |`);
  return ['| code | means | do |', '| --- | --- | --- |', ...lines].join('\n');
}
