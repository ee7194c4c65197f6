import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";

const schemaSchema = z
  .object({
    $ref: z.string(),
    type: z.union([z.string(), z.array(z.string())]),
    required: z.array(z.string()),
    enum: z.array(z.unknown()),
    pattern: z.string(),
    minLength: z.number(),
    minimum: z.number(),
    maximum: z.number(),
    format: z.literal("date-time"),
    get properties() {
      return z.record(z.string(), schemaSchema);
    },
    get items() {
      return schemaSchema;
    },
    description: z.string(),
    examples: z.array(z.unknown()),
  })
  .partial()
  // A keyword that the walk below doesn't know would go unchecked.
  .strict();
export type Schema = z.infer<typeof schemaSchema>;

const contentSchema = z.object({ "application/json": z.object({ schema: schemaSchema }) });
const documentSchema = z.object({
  paths: z.record(
    z.string(),
    z.object({
      post: z.object({
        requestBody: z.object({ content: contentSchema }),
        responses: z
          .object({ "200": z.object({ content: contentSchema }) })
          .catchall(z.object({ description: z.string() })),
      }),
    }),
  ),
  components: z.object({ schemas: z.record(z.string(), schemaSchema) }),
});

const document = documentSchema.parse(parse(readFileSync("docs/carrier-api.yaml", "utf8")));

/** What docs/carrier-api.yaml says of each path. */
export const operations = Object.entries(document.paths).map(([path, { post }]) => ({
  path,
  question: post.requestBody.content["application/json"].schema,
  answer: post.responses["200"].content["application/json"].schema,
  statuses: Object.keys(post.responses).map(Number),
}));

export function resolve(schema: Schema): Schema {
  if (!schema.$ref) return schema;
  const found = document.components.schemas[schema.$ref.replace("#/components/schemas/", "")];
  if (!found) throw new Error(`${schema.$ref} leads nowhere`);
  return resolve(found);
}

/** Where a value breaks a schema of the document; empty where it doesn't. */
export function violations(given: Schema, value: unknown, at = "it"): string[] {
  const schema = resolve(given);
  const { type, required = [], properties = {}, pattern, minLength = 0, minimum, maximum, format } = schema;
  if (type && ![type].flat().includes(typeOf(value))) return [`${at} is of another type`];
  const found: string[] = [];
  if (schema.enum && !schema.enum.includes(value)) found.push(`${at} is none of the list`);
  if (typeof value === "number" && minimum !== undefined && value < minimum) found.push(`${at} is too small`);
  if (typeof value === "number" && maximum !== undefined && value > maximum) found.push(`${at} is too large`);
  if (typeof value === "string") {
    if (pattern && !new RegExp(pattern).test(value)) found.push(`${at} doesn't fit the pattern`);
    if (value.length < minLength) found.push(`${at} is too short`);
    if (format && !isInstant(value)) found.push(`${at} is no instant`);
  }
  if (schema.items && Array.isArray(value))
    for (const [index, item] of value.entries())
      found.push(...violations(schema.items, item, `${at}[${index}]`));
  if (typeOf(value) === "object") {
    const fields = value as Record<string, unknown>;
    for (const name of required) if (!(name in fields)) found.push(`${at} lacks ${name}`);
    for (const [name, field] of Object.entries(properties))
      if (name in fields) found.push(...violations(field, fields[name], `${at}.${name}`));
  }
  return found;
}

const typeOf = (value: unknown) =>
  value === null
    ? "null"
    : Array.isArray(value)
      ? "array"
      : Number.isInteger(value)
        ? "integer"
        : typeof value;

/** RFC 3339, of a day that the calendar has. */
function isInstant(text: string) {
  const day = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.exec(text)?.[1];
  if (!day || Number.isNaN(Date.parse(text))) return false;
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}
