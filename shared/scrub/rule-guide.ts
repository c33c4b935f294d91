/**
 * What each scrub rule checks and what to do when it fails, printed from the rulebook (`npm run docs`): a
 * worker that only tells of rules need not carry what checks them.
 */

export type RuleGuide = { readonly title: string; readonly fixHint: string };

// biome-ignore format: a table, a row a line
const rows: readonly (readonly [id: string, title: string, fixHint: string])[] = [
  ['A01', 'Everybody and everything that an 837P must name is there', 'Complete the missing part in the practice system, or load practice.json.'],
  ['A02', 'The claim’s charge is the sum of its lines’ charges', 'Build the claim again; its total is not what its lines add up to.'],
  ['A03', 'There is something to charge', 'Enter the charge of at least one line.'],
  ['A04', 'No line’s charge is negative', 'Take the discount out of the charge; adjustments are not charges.'],
  ['A05', '1 to 50 lines (a facility 999), 1 to 12 diagnoses (25), 1 to 4 pointers a line', 'Split the visit, or keep the diagnoses that the services were for.'],
  ['A06', 'The patient control number comes back whole: at most 20 letters and digits', 'Build the claim again; its number is not one that payers return unchanged.'],
  ['A07', 'Each line has a control number of its own, at most 30 characters', 'Build the claim again; answers to its lines could not be matched.'],
  ['A08', 'One coverage is not both primary and secondary', 'Take the repeated coverage out, or enter the other payer or member.'],
  ['A09', 'No field is longer than its element', 'Shorten the field in the practice system.'],
  ['B01', 'Each NPI has ten digits and the right check digit', 'Look the provider up in the NPI registry and correct the number.'],
  ['B04', 'The tax id has nine digits and is not all zeros', 'Correct tax_id in practice.json.'],
  ['B05', 'Taxonomies have the form of one: ten letters or digits that end in X', 'Correct the taxonomy in practice.json or providers.csv.'],
  ['C01', 'The payer said that it covers the member on the day of the visit', 'Find the coverage that was in force, or bill the patient; ask again if it was mended.'],
  ['C02', 'What the payer said of the coverage is not older than 30 days', 'Ask the payer once more before a claim goes out so late.'],
  ['C03', 'A Medicare member id has the form of a Medicare Beneficiary Identifier', 'Copy the id from the new Medicare card, without dashes.'],
  ['C04', 'The patient’s name and day of birth are those that the payer knows', 'Copy them from the card, or have the payer mend its record.'],
  ['C05', 'The relationship fits the insured', 'Say who is insured: the patient (self) or the person named as subscriber.'],
  ['C06', 'The payer is one of the practice’s; a facility’s bill only goes where files are taken', 'Correct the payer id or add the payer; a facility’s bill to a paper payer is sent by hand.'],
  ['C07', 'No other plan has taken the payer’s place (Medicare Advantage, managed Medicaid)', 'Bill the plan that the answer names.'],
  ['C08', 'The order of payers is known', 'Ask the patient which plan pays first, and enter the second one with the visit.'],
  ['C09', 'A service that needs a prior authorization has one', 'Get the authorization, enter its number with the visit or in authorizations.csv.'],
  ['C10', 'The authorization covers the service, its dates and its units', 'Have the payer extend the authorization, or bill what it covers.'],
  ['D01', 'No service lies in the future', 'Correct the date; a planned service is charged when it is done.'],
  ['D02', 'The patient was born before the service and is younger than 150', 'Correct the birth date or the date of service.'],
  ['D04', 'A service ends on or after its first day, but for a stay in the same year', 'Correct the dates, or split the service at the turn of the year.'],
  ['D05', 'The payer’s filing limit is not past', 'Show proof of an earlier submission or ask for an exception; else decide to write off.'],
  ['D06', 'The charge came within 24 hours of the visit’s end', 'Enter charges on the day of the visit.'],
  ['E01', 'Each diagnosis is a billable ICD-10-CM code on the date of service', 'Code the diagnosis to its last character, as of the date of service.'],
  ['E03', 'No diagnosis is named twice', 'Name each diagnosis once and point to it from every line it belongs to.'],
  ['E11', 'Each line points to a diagnosis that is there', 'Point the line to the diagnoses it was done for.'],
  ['F02', 'At most four modifiers a line, of two characters, none twice', 'Keep the modifiers that change payment, first those that change the price.'],
  ['F14', 'The place of service is one that CMS lists', 'Enter the two digits of the place, such as 11 for the office.'],
  ['H01', 'Units are above zero, and whole except for miles of transport', 'Enter how many units were done.'],
  ['I01', 'The visit is not charged already under another encounter', 'Void this one; when both were done, say so with a modifier for repeated services.'],
  ['L01', 'A replacement or void names the payer’s own claim number', 'Wait for the payer’s answer, or send a new claim when it never took the first.'],
  ['U01', 'A facility’s bill has its type, dates, patient status, diagnosis, attending and revenue codes', 'Complete the bill in the facility’s system; void this one and send it under a new number.'],
  ['U02', 'A facility’s bill goes to the first payer; what another one decided is not written yet', 'Send it from the facility’s own system, then void it here or post its answer.'],
  ['U03', 'Nothing that a facility’s export says would be missing in what we send', 'The file’s segment-left-out issues name them; override when the payer does not need them.'],
  ['U04', 'An uploaded claim is an original one, and a professional’s goes to the first payer', 'Correct or void the claim that stands already; void this one, or correct it into an original.'],
  ['rows-disagree', 'All rows of the encounter say the same of patient, coverage and provider', 'Correct the export; the first row is what the claim says now.'],
];

export const ruleGuide: ReadonlyMap<string, RuleGuide> = new Map(
  rows.map(([id, title, fixHint]) => [id, { title, fixHint }]),
);
