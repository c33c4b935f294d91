/** The reference of the scenarios: two payers that are priced, one that is not. */

const practice = {
  name: 'Fake Family Practice',
  npi: '1999999992',
  tax_id: '12-3456789',
  taxonomy: '207Q00000X',
  address: { line1: '1 Test Street', city: 'Faketown', state: 'TX', zip: '75001-1234' },
  phone: '(555) 555-0100',
  time_zone: 'America/Chicago',
  submitter_id: 'FAKESUBMITTER',
  tolerance_cents: 100,
  write_off_limit_cents: 10000,
};

const payers = `payer_id,name,claim_filing_code,filing_limit_days,appeal_limit_days,electronic,receiver
FAKE1,Fake Health,CI,90,180,yes,
FAKE2,Fake Second Plan,CI,365,120,yes,
FAKE3,Unpriced Mutual,CI,180,60,yes,
`;

/** 99213 at 100.00, 20610 at 60.00, 36415 at 3.00; everything else is unpriced. */
const contracts = `payer_id,procedure,modifier,place,allowed,effective_from,effective_to
FAKE1,99213,,,100.00,2025-01-01,
FAKE1,20610,,,60.00,2025-01-01,
FAKE1,36415,,,3.00,2025-01-01,
FAKE1,99214,,,130.00,2025-01-01,
`;

const providers = `npi,last,first,taxonomy,payers
1999999984,Render,Rita,207Q00000X,*
`;

const owners = `queue,owner,team,turnaround_hours,escalate_to
scrub,sam,in-house,24,lead
denial,outside-desk,vendor,48,practice-manager
`;

export function referenceFiles(name: string): Record<string, string> {
  return {
    [`${name}/reference/practice.json`]: JSON.stringify(practice),
    [`${name}/reference/payers.csv`]: payers,
    [`${name}/reference/contracts.csv`]: contracts,
    [`${name}/reference/providers.csv`]: providers,
    [`${name}/reference/owners.csv`]: owners,
  };
}
