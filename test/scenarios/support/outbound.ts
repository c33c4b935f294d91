/** What was sent, as it lies in the folder that a receiver fetches from. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readEligibilityInquiries } from '../../../shared/eligibility/read-inquiry.ts';
import type { Desk } from './desk.ts';

/** The 270s by name, receivers before. */
export async function inquiryFiles(desk: Desk): Promise<readonly string[]> {
  const outbound = join(desk.out, 'outbound');
  const names = await readdir(outbound, { recursive: true }).catch(() => []);
  return names.filter((name) => name.endsWith('.270')).sort();
}

/** Everybody who was asked about, in the order of the files. */
export async function asked(desk: Desk) {
  const files = await inquiryFiles(desk);
  const bytes = await Promise.all(files.map((name) => readFile(join(desk.out, 'outbound', name))));
  return bytes.flatMap((content) => readEligibilityInquiries(content).received);
}
