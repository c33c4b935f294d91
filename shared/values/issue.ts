/** Bad data as a value: what is wrong and where, never what it said. */

/** `fatal` stops the file, `error` its row, `warning` nothing. */
export type Severity = 'fatal' | 'error' | 'warning';

/**
 * One finding in a file. `row` is the 1-based row, claim or segment; `place` is a column or an
 * element such as `CLP04`. There is no field for a value, so patient data cannot travel in it.
 */
export type Issue = {
  readonly code: string;
  readonly severity: Severity;
  readonly row: number | null;
  readonly place: string | null;
};

export function issue(
  code: string,
  severity: Severity,
  row: number | null = null,
  place: string | null = null,
): Issue {
  return { code, severity, row, place };
}
