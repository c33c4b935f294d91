/** Why people come: the lines and diagnoses of each kind of visit, by age and payer. */

export type ReasonLine = {
  readonly procedure: string;
  readonly modifiers?: string;
  readonly units?: number;
  /** Which diagnoses of the visit it is for, 1-based. */
  readonly pointers: string;
};

export type Reason = {
  readonly share: number;
  readonly ages: readonly [from: number, to: number];
  readonly lines: readonly ReasonLine[];
  readonly diagnoses: string;
  /** The same problems, coded without side or detail. */
  readonly vague?: string;
  /** At most once a year for a patient. */
  readonly yearly?: true;
  /** For Medicare-like patients only, or never for them. */
  readonly medicare?: boolean;
  /** Another doctor sends for it. */
  readonly referred?: true;
};

const anyAge = [1, 120] as const;
const adult = [18, 120] as const;

function line(procedure: string, pointers: string, modifiers = '', units = 1): ReasonLine {
  return { procedure, pointers, modifiers, units };
}

export const reasons: readonly Reason[] = [
  // Office visits alone.
  { share: 90, ages: adult, lines: [line('99213', '1')], diagnoses: 'I10 E78.5' },
  { share: 90, ages: adult, lines: [line('99214', '1 2')], diagnoses: 'E11.9 I10' },
  { share: 40, ages: adult, lines: [line('99214', '1 2')], diagnoses: 'F41.1 G47.00' },
  { share: 50, ages: anyAge, lines: [line('99213', '1')], diagnoses: 'J06.9' },
  { share: 45, ages: adult, lines: [line('99213', '1')], diagnoses: 'M54.59', vague: 'M54.50' },
  { share: 30, ages: anyAge, lines: [line('99212', '1')], diagnoses: 'R05.1', vague: 'R05.9' },
  { share: 30, ages: adult, lines: [line('99213', '1')], diagnoses: 'K21.9' },
  { share: 12, ages: adult, lines: [line('99215', '1 2 3')], diagnoses: 'E11.65 I10 E78.5' },
  { share: 30, ages: anyAge, lines: [line('99213', '1')], diagnoses: 'H66.91', vague: 'H66.90' },
  { share: 20, ages: adult, lines: [line('99213', '1')], diagnoses: 'G43.009', vague: 'G43.909' },
  // Office visits with tests.
  {
    share: 70,
    ages: adult,
    lines: [line('99214', '1 2'), line('36415', '1'), line('83036', '1', 'QW'), line('80061', '2')],
    diagnoses: 'E11.9 E78.5',
  },
  {
    share: 55,
    ages: adult,
    lines: [line('99213', '1'), line('36415', '1'), line('84443', '1'), line('80053', '1')],
    diagnoses: 'E03.9',
  },
  {
    share: 40,
    ages: anyAge,
    lines: [line('99213', '1'), line('87880', '1', 'QW')],
    diagnoses: 'J02.9',
  },
  { share: 35, ages: adult, lines: [line('99213', '1'), line('81002', '1')], diagnoses: 'N39.0' },
  {
    share: 25,
    ages: adult,
    lines: [line('99214', '1', '25'), line('93000', '1')],
    diagnoses: 'R07.89',
    vague: 'R07.9',
  },
  {
    share: 25,
    ages: anyAge,
    lines: [line('99213', '1', '25'), line('94010', '1')],
    diagnoses: 'J45.20',
    vague: 'J45.909',
  },
  {
    share: 22,
    ages: anyAge,
    lines: [line('99213', '1'), line('71046', '1')],
    diagnoses: 'J20.9',
  },
  {
    share: 20,
    ages: adult,
    lines: [line('99213', '1'), line('36415', '1'), line('85025', '1')],
    diagnoses: 'D64.9 R53.83',
  },
  // Office visits with a procedure.
  {
    share: 30,
    ages: adult,
    lines: [line('99213', '1', '25'), line('20610', '1', 'RT'), line('J3301', '1', '', 4)],
    diagnoses: 'M17.11',
    vague: 'M17.10',
  },
  {
    share: 26,
    ages: adult,
    lines: [line('99213', '2', '25'), line('17000', '1'), line('17003', '1', '', 3)],
    diagnoses: 'L57.0 I10',
  },
  {
    share: 16,
    ages: adult,
    lines: [line('99212', '2', '25'), line('11102', '1')],
    diagnoses: 'D48.5 I10',
  },
  {
    share: 20,
    ages: anyAge,
    lines: [line('99213', '2', '25'), line('69210', '1')],
    diagnoses: 'H61.21 H91.91',
    vague: 'H61.20 H91.90',
  },
  { share: 10, ages: adult, lines: [line('11730', '1', 'TA')], diagnoses: 'L60.0' },
  {
    share: 20,
    ages: adult,
    lines: [line('99213', '1', '25'), line('96372', '1'), line('J1885', '1', '', 2)],
    diagnoses: 'M54.59',
    vague: 'M54.50',
  },
  {
    share: 16,
    ages: adult,
    lines: [line('99213', '1'), line('73562', '1', 'RT')],
    diagnoses: 'M25.561',
    vague: 'M25.569',
  },
  {
    share: 12,
    ages: adult,
    lines: [line('99213', '1'), line('73030', '1', 'RT')],
    diagnoses: 'M25.511',
    vague: 'M25.519',
  },
  // Prevention.
  {
    share: 45,
    ages: [65, 120],
    lines: [line('G0439', '1'), line('G0444', '1')],
    diagnoses: 'Z00.00',
    yearly: true,
    medicare: true,
  },
  {
    share: 14,
    ages: [18, 39],
    lines: [line('99395', '1')],
    diagnoses: 'Z00.00',
    yearly: true,
    medicare: false,
  },
  {
    share: 24,
    ages: [40, 64],
    lines: [line('99396', '1'), line('36415', '1'), line('80061', '1')],
    diagnoses: 'Z00.00',
    yearly: true,
    medicare: false,
  },
  {
    share: 60,
    ages: [1, 4],
    lines: [line('99392', '1')],
    diagnoses: 'Z00.129',
    yearly: true,
    medicare: false,
  },
  {
    share: 50,
    ages: [5, 11],
    lines: [line('99393', '1'), line('96127', '1')],
    diagnoses: 'Z00.129',
    yearly: true,
    medicare: false,
  },
  {
    share: 50,
    ages: [12, 17],
    lines: [line('99394', '1'), line('96127', '1')],
    diagnoses: 'Z00.129',
    yearly: true,
    medicare: false,
  },
  {
    share: 22,
    ages: [4, 64],
    lines: [line('90471', '1'), line('90686', '1')],
    diagnoses: 'Z23',
    yearly: true,
    medicare: false,
  },
  {
    share: 22,
    ages: [65, 120],
    lines: [line('G0008', '1'), line('90686', '1')],
    diagnoses: 'Z23',
    yearly: true,
    medicare: true,
  },
  // Imaging, most of it with a prior authorization.
  {
    share: 14,
    ages: adult,
    lines: [line('73721', '1', 'RT')],
    diagnoses: 'M25.561',
    vague: 'M25.569',
    referred: true,
  },
  { share: 16, ages: adult, lines: [line('72148', '1')], diagnoses: 'M54.16', referred: true },
  {
    share: 10,
    ages: adult,
    lines: [line('70551', '1')],
    diagnoses: 'G43.009',
    vague: 'G43.909',
    referred: true,
  },
  { share: 14, ages: adult, lines: [line('93306', '1')], diagnoses: 'I48.91', referred: true },
  { share: 4, ages: adult, lines: [line('76700', '1')], diagnoses: 'R10.11', referred: true },
];
