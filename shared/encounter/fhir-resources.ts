/** FHIR R4 JSON: a file's resources and the references between them. No meaning of a resource. */
import * as z from 'zod/mini';

const resourceShape = z.looseObject({
  resourceType: z.string(),
  id: z._default(z.string(), ''),
  contained: z._default(z.array(z.looseObject({ id: z.string() })), []),
});

export type FhirResource = z.infer<typeof resourceShape>;

const bundleShape = z.object({
  resourceType: z.literal('Bundle'),
  entry: z._default(
    z.array(z.object({ fullUrl: z._default(z.string(), ''), resource: z.unknown() })),
    [],
  ),
});

export type FhirFile = {
  /** In the order of the file. */
  readonly resources: readonly FhirResource[];
  /** What a reference points at: by full URL, by `Type/id`, or contained (`#id`) in its own resource. */
  readonly find: (reference: string, from: FhirResource) => unknown;
};

/** Reads a resource, a Bundle, an array of them, or a resource a line (NDJSON); undefined when it is no JSON. */
export function readFhir(bytes: Uint8Array): FhirFile | undefined {
  const json = parseAll(new TextDecoder().decode(bytes));
  if (json === undefined) return undefined;
  const byUrl = new Map<string, FhirResource>();
  const resources = json.flatMap((one) => resourcesOf(one, byUrl));
  for (const one of resources) byUrl.set(`${one.resourceType}/${one.id}`, one);
  return {
    resources,
    find: (reference, from) =>
      reference.startsWith('#')
        ? from.contained.find(({ id }) => id === reference.slice(1))
        : (byUrl.get(reference) ?? byUrl.get(shortOf(reference))),
  };
}

/** `https://host/fhir/Patient/1/_history/2` is `Patient/1` too. */
function shortOf(reference: string): string {
  const [current = ''] = reference.split('/_history/');
  return current.split('/').slice(-2).join('/');
}

function resourcesOf(json: unknown, byUrl: Map<string, FhirResource>): readonly FhirResource[] {
  const bundle = bundleShape.safeParse(json);
  if (bundle.success) {
    return bundle.data.entry.flatMap(({ fullUrl, resource }) => {
      const found = resourcesOf(resource, byUrl);
      const [first] = found;
      if (first !== undefined && fullUrl !== '') byUrl.set(fullUrl, first);
      return found;
    });
  }
  const resource = resourceShape.safeParse(json);
  return resource.success ? [resource.data] : [];
}

function parseAll(text: string): readonly unknown[] | undefined {
  const whole = parseJson(text);
  if (whole !== undefined) return Array.isArray(whole) ? whole : [whole];
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const parsed = lines.map(parseJson);
  return parsed.includes(undefined) ? undefined : parsed;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
