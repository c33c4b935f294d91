/**
 * Where the items of a CMS-1500 (02/12) are printed, by line and column of 66 lines and 85 columns.
 * Only data is printed: the form itself is the red one that lies in the printer.
 */

/** First column and line of an item; later parts of a date or an amount follow at fixed distances. */
export type Place = readonly [line: number, column: number];

export const places = {
  payerName: [3, 41],
  typeOfPayer: {
    medicare: [8, 1],
    medicaid: [8, 8],
    tricare: [8, 15],
    group: [8, 31],
    other: [8, 45],
  },
  insuredId: [8, 50],
  patientName: [10, 1],
  patientBirth: [10, 31],
  patientSex: { M: [10, 42], F: [10, 47], U: [0, 0] },
  insuredName: [10, 50],
  patientStreet: [12, 1],
  relationship: { self: [12, 33], spouse: [12, 38], child: [12, 42], other: [12, 47] },
  insuredStreet: [12, 50],
  patientCity: [14, 1],
  patientState: [14, 26],
  insuredCity: [14, 50],
  insuredState: [14, 74],
  patientZip: [16, 1],
  insuredZip: [16, 50],
  otherInsuredName: [18, 1],
  insuredGroup: [18, 50],
  otherPolicy: [20, 1],
  notEmployment: [20, 41],
  notAuto: [22, 41],
  notAccident: [24, 41],
  otherPlan: [26, 1],
  otherCoverage: { yes: [26, 52], no: [26, 57] },
  patientSignature: [29, 7],
  insuredSignature: [29, 57],
  referringQualifier: [34, 1],
  referringName: [34, 4],
  referringNpi: [34, 32],
  codeSet: [37, 42],
  /** A to L: four a line. */
  diagnoses: { line: 38, columns: [3, 16, 29, 42] },
  resubmission: [38, 50],
  originalNumber: [38, 62],
  authorization: [40, 50],
  /** Six service lines, every second line. */
  services: {
    line: 44,
    every: 2,
    from: 1,
    to: 10,
    place: 19,
    procedure: 25,
    modifiers: [33, 36, 39, 42],
    pointers: 45,
    charge: 50,
    units: 60,
    rendering: 69,
  },
  taxId: [56, 1],
  taxIdIsEmployer: [56, 19],
  /** Our 17 characters are more than the box's 14, so they begin two columns before it. */
  account: [56, 21],
  acceptAssignment: [56, 38],
  total: [56, 51],
  paid: [56, 62],
  phone: [57, 66],
  providerSignature: [60, 1],
  signedOn: [60, 14],
  billingName: [58, 50],
  billingStreet: [59, 50],
  billingCity: [60, 50],
  billingNpi: [62, 51],
} as const;

export const servicesPerPage = 6;
