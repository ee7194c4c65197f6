import { LineCounter, parseDocument } from "yaml";
import type { z } from "zod";

/** A file that can't be taken as it is: each reason in plain words, with the line where one is known. */
export type BadFile = { ok: false; refusal: "bad-file"; reasons: string[] };

export const badFile = (...reasons: string[]): BadFile => ({ ok: false, refusal: "bad-file", reasons });

/**
 * Reads an incident's or finding's YAML. The core schema leaves dates as the strings they are: no time zone
 * gets at them.
 */
export function readYaml<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
): { ok: true; value: z.infer<Schema> } | BadFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: "core", lineCounter: lines, prettyErrors: false });
  const at = (offset: number | undefined) =>
    offset === undefined ? "" : `line ${lines.linePos(offset).line}: `;
  if (document.errors.length > 0)
    return badFile(...document.errors.map((error) => `${at(error.pos[0])}${error.message}`));

  let content: unknown;
  try {
    content = document.toJS();
  } catch (error) {
    // Aliases that multiply beyond reason, or point nowhere: the library only finds out here.
    return badFile(error instanceof Error ? error.message : String(error));
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return { ok: true, value: parsed.data };

  const lineOf = (path: PropertyKey[]): number | undefined => {
    const node: unknown = path.length > 0 ? document.getIn(path, true) : document.contents;
    const range =
      node && typeof node === "object" && "range" in node ? (node.range as [number] | null) : null;
    return range ? range[0] : path.length > 0 ? lineOf(path.slice(0, -1)) : undefined;
  };
  return badFile(
    ...parsed.error.issues.map(
      (issue) => `${at(lineOf(issue.path))}${issue.path.join(".") || "the file"}: ${issue.message}`,
    ),
  );
}
