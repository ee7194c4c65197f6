import { z } from "zod";
import { verdicts } from "#app/domain/incidents/incident.schema.ts";
import { minutes } from "#app/shared/time.ts";

/**
 * What a certificate says beside the person: nothing in it identifies anyone. `exposure` is the answer of
 * that moment, by categories of the incident's catalogue and days; `enrolment`, what the carrier said then;
 * `swap`, the newest completed one.
 */
export const certificateFactsSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("exposure"),
    announcedAt: z.iso.datetime().nullable(),
    verdict: z.enum(verdicts),
    found: z.array(z.strictObject({ category: z.string(), days: z.array(z.string()) })),
  }),
  z.strictObject({ kind: z.literal("enrolment"), state: z.literal("on") }),
  z.strictObject({
    kind: z.literal("swap"),
    swappedAt: z.iso.datetime(),
    store: z.string(),
    card: z.enum(["usim", "esim"]),
  }),
]);
export type CertificateFacts = z.infer<typeof certificateFactsSchema>;
export type CertificateKind = CertificateFacts["kind"];
export const certificateKinds = ["exposure", "enrolment", "swap"] as const satisfies CertificateKind[];

/** Whose it is. */
export const certifiedPersonSchema = z.strictObject({ name: z.string(), msisdn: z.string() });
export type CertifiedPerson = z.infer<typeof certifiedPersonSchema>;

/** The owner that its envelope is bound to: copied to another certificate, it doesn't open. */
export const certificateOwner = (code: string) => `certificate:${code}`;

/** Of one line: whoever presses a button all day long fills no table. */
export const certificatesPerLineAndDay = 20;

/** Asked for again within this time and saying the same, it is the same one: a button pressed twice. */
export const sameCertificateWithin = minutes(1);

/** Crockford's alphabet: no I, L, O or U, so that it survives being read out on the phone. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const RANDOM_LETTERS = 16;
const CHECK_LETTERS = 4;

const lettersOf = (bytes: Uint8Array, count: number) =>
  (
    [...bytes]
      .map((byte) => byte.toString(2).padStart(8, "0"))
      .join("")
      .match(/.{5}/g) ?? []
  )
    .slice(0, count)
    .map((five) => ALPHABET.charAt(Number.parseInt(five, 2)))
    .join("");

/** 80 bits that nobody guesses, of ten random bytes. */
export const randomPart = (random: Uint8Array) => lettersOf(random, RANDOM_LETTERS);

/** "K7Q2-M4XD-9M4X-7K2Q-AB3D": 80 random bits, and 20 of the MAC over all that it certifies. */
export const certificateCode = (random: string, mac: Uint8Array) =>
  (`${random}${lettersOf(mac, CHECK_LETTERS)}`.match(/.{4}/g) ?? []).join("-");

/** A code as people type it, or null where it can't be one; and the random part of one. */
export function parseCertificateCode(typed: string): string | null {
  const letters = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\-–.]/g, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  return new RegExp(`^[${ALPHABET}]{${RANDOM_LETTERS + CHECK_LETTERS}}$`).test(letters)
    ? (letters.match(/.{4}/g) ?? []).join("-")
    : null;
}

export const randomPartOf = (code: string) => code.replaceAll("-", "").slice(0, RANDOM_LETTERS);

type Sealed = {
  random: string;
  subscriberId: bigint;
  kind: string;
  language: string;
  issuedAt: Date;
  facts: unknown;
};

/** What the MAC is over. The database gives the members of the facts back in an order of its own. */
export const sealedText = ({ random, subscriberId, kind, language, issuedAt, facts }: Sealed) =>
  JSON.stringify([
    "certificate",
    random,
    String(subscriberId),
    kind,
    language,
    issuedAt.toISOString(),
    inOrder(facts),
  ]);

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (value === null || typeof value !== "object") return value;
  return Object.entries(value)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, member]) => [name, inOrder(member)]);
}
