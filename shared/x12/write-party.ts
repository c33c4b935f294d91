/** Writes a loop that begins with NM1; guides put their own segments between its two halves. */
import { compactDate } from '../values/dates.ts';
import type { Contact, Name, Party, PostalAddress, Reference } from './party.ts';
import type { OutgoingSegment } from './write.ts';

export function partySegments(party: Party): OutgoingSegment[] {
  return [...whoSegments(party), ...aboutSegments(party)];
}

/** NM1, REF, N3, N4 and PER. */
export function whoSegments(party: Party): OutgoingSegment[] {
  return [
    nameSegment(party),
    ...referenceSegments(party.references),
    ...addressSegments(party.address),
    ...party.contacts.map(contactSegment),
  ];
}

/** PRV, DMG and INS. */
export function aboutSegments({ membership, ...party }: Party): OutgoingSegment[] {
  const segments = [...specialtySegments(party), ...demographicSegments(party)];
  if (membership === null) return segments;
  const { birthSequence, change, changeReason, relationship, subscriber } = membership;
  const between = Array.from({ length: 12 }, () => '');
  segments.push(['INS', subscriber, relationship, change, changeReason, ...between, birthSequence]);
  return segments;
}

export function specialtySegments({ specialty }: Pick<Party, 'specialty'>): OutgoingSegment[] {
  return specialty === null ? [] : [['PRV', specialty.role, specialty.qualifier, specialty.code]];
}

/** DMG, when there is anything to say. */
export function demographicSegments({
  birthDate,
  sex,
}: Pick<Party, 'birthDate' | 'sex'>): OutgoingSegment[] {
  if (birthDate === null && sex === '') return [];
  return [
    ['DMG', birthDate === null ? '' : 'D8', birthDate === null ? '' : compactDate(birthDate), sex],
  ];
}

export function nameSegment(name: Name): OutgoingSegment {
  const { first, id, idQualifier, kind, middle, prefix, role, suffix } = name;
  return ['NM1', role, kind, name.name, first, middle, prefix, suffix, idQualifier, id];
}

export function referenceSegments(references: readonly Reference[]): OutgoingSegment[] {
  return references.map(({ description, id, qualifier }) => ['REF', qualifier, id, description]);
}

export function addressSegments(address: PostalAddress | null): OutgoingSegment[] {
  if (address === null) return [];
  const { city, country, line1, line2, state, zip } = address;
  const segments: OutgoingSegment[] = [];
  if (line1 !== '' || line2 !== '') segments.push(['N3', line1, line2]);
  segments.push(['N4', city, state, zip, country]);
  return segments;
}

export function contactSegment({ name, role, ways }: Contact): OutgoingSegment {
  return ['PER', role, name, ...ways.slice(0, 3).flatMap(({ kind, to }) => [kind, to])];
}
