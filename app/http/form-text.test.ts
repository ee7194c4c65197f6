import { expect, it } from "vitest";
import { formText } from "#app/http/form-text.ts";

it("is the text of a field, without what no database takes; a file or nothing is none", () => {
  const form = new FormData();
  form.set("what", "a\0b\0");
  form.set("file", new Blob(["x"]));
  expect([formText(form, "what"), formText(form, "file"), formText(form, "none")]).toEqual(["ab", "", ""]);
});
