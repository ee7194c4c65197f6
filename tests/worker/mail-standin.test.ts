import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { mailTransport } from "#app/infra/mail/mail-transport.server.ts";
import { openInbox } from "#app/processes/standins/inbox.ts";
import { mailStandin } from "#app/processes/standins/mail.ts";

test("the demo's mail server puts what it takes into the inbox beside the texts, and forgets none", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "ansim-mail-")), "inbox.ndjson");
  const now = () => new Date("2025-09-18T20:00:00+09:00");
  const inbox = openInbox({ file, now });
  await inbox.keep({ channel: "sms", to: "01020000001", body: "a text" });
  const server = mailStandin(inbox);
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  const transport = mailTransport({
    smtpUrl: `smtp://127.0.0.1:${port}`,
    from: "notices@example.com",
    publicUrl: "http://127.0.0.1:3000",
  });

  const body = "제목\n본문\nhttp://127.0.0.1:3000/v/AAAAAAAAAAAAAAAAAAAAAA\n끝";
  const sent = await Promise.all(
    ["kim@example.com", "lee@example.com"].map((to, at) =>
      transport.send({ id: String(at), attempt: 1, to, body, language: "ko" }),
    ),
  );
  expect(sent.map(({ kind }) => kind)).toEqual(["accepted", "accepted"]);
  transport.close();
  await new Promise<void>((closed) => server.close(closed));

  const again = openInbox({ file, now });
  expect(again.messages).toEqual(inbox.messages);
  expect(again.messages.map(({ channel, to }) => `${channel} ${to}`).sort()).toEqual([
    "mail kim@example.com",
    "mail lee@example.com",
    "sms 01020000001",
  ]);
  const mail = again.messages.find(({ to }) => to === "kim@example.com");
  expect(mail).toMatchObject({ subject: "제목", body, at: "2025-09-18T11:00:00.000Z" });
  expect(mail?.html).toContain("<p>본문<br>");
});
