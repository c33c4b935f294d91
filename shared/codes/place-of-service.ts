/** CMS's places of service, and whether a service there is priced as in a facility. */

const facilities: { readonly [code: string]: string } = {
  '02': 'telehealth, patient elsewhere than at home',
  '06': 'Indian Health Service, part of a provider',
  '08': 'tribal 638, part of a provider',
  '19': 'hospital outpatient, off campus',
  '21': 'hospital inpatient',
  '22': 'hospital outpatient, on campus',
  '23': 'hospital emergency room',
  '24': 'ambulatory surgical center',
  '26': 'military treatment facility',
  '31': 'skilled nursing facility',
  '34': 'hospice',
  '41': 'ambulance on land',
  '42': 'ambulance by air or water',
  '51': 'psychiatric inpatient',
  '52': 'psychiatric partial hospitalization',
  '53': 'community mental health center',
  '56': 'psychiatric residential treatment',
  '61': 'inpatient rehabilitation',
};

const otherPlaces: { readonly [code: string]: string } = {
  '01': 'pharmacy',
  '03': 'school',
  '04': 'homeless shelter',
  '05': 'Indian Health Service, free-standing',
  '07': 'tribal 638, free-standing',
  '09': 'prison',
  '10': 'telehealth, patient at home',
  '11': 'office',
  '12': 'home',
  '13': 'assisted living',
  '14': 'group home',
  '15': 'mobile unit',
  '16': 'temporary lodging',
  '17': 'walk-in clinic in a shop',
  '18': 'place of work',
  '20': 'urgent care',
  '25': 'birthing center',
  '27': 'outreach site or street',
  '32': 'nursing facility',
  '33': 'custodial care',
  '49': 'independent clinic',
  '50': 'federally qualified health center',
  '54': 'intermediate care for intellectual disability',
  '55': 'residential substance abuse treatment',
  '57': 'substance abuse treatment, not residential',
  '58': 'opioid treatment, not residential',
  '60': 'mass immunization center',
  '62': 'outpatient rehabilitation',
  '65': 'dialysis center',
  '66': 'PACE center',
  '71': 'public health clinic',
  '72': 'rural health clinic',
  '81': 'independent laboratory',
  '99': 'some other place',
};

/** Whether the place bills its own share, so that the professional's rate is the facility rate. */
export function isFacility(code: string): boolean {
  return Object.hasOwn(facilities, code);
}

/** Whether CMS lists the code. */
export function isPlaceOfService(code: string): boolean {
  return isFacility(code) || Object.hasOwn(otherPlaces, code);
}
