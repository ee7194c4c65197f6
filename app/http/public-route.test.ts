import { expect, it } from "vitest";
import { readForm } from "#app/http/public-route.server.ts";

const form = (body: string) =>
  new Request("http://localhost/", {
    method: "POST",
    body,
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });

it("a form is read; one with a character that the database can't hold is refused, like what is no form", async () => {
  expect((await readForm(form("reason=a%0Ab"))).get("reason")).toBe("a\nb");
  await expect(readForm(form("reason=a%00b"))).rejects.toMatchObject({ status: 400 });
  await expect(
    readForm(new Request("http://localhost/", { method: "POST", body: "x" })),
  ).rejects.toMatchObject({
    status: 400,
  });
});
