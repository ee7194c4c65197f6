import { buffer } from "node:stream/consumers";
import PostalMime from "postal-mime";
import { SMTPServer, type SMTPServerDataStream } from "smtp-server";
import type { Inbox } from "#app/processes/standins/inbox.ts";

/**
 * Stands in for the carrier's mail server: what it takes is in the inbox before it says so. For loopback: no
 * login, no encryption.
 */
export function mailStandin(inbox: Inbox): SMTPServer {
  return new SMTPServer({
    name: "localhost",
    logger: false,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    closeTimeout: 1,
    onData: (stream, { envelope }, answer) => {
      const to = envelope.rcptTo.map(({ address }) => address);
      take(inbox, to, stream).then(() => answer(), answer);
    },
  });
}

async function take(inbox: Inbox, to: readonly string[], stream: SMTPServerDataStream) {
  const { subject = "", text = "", html } = await PostalMime.parse(await buffer(stream));
  for (const address of to)
    await inbox.keep({ channel: "mail", to: address, subject, body: text.trimEnd(), ...(html && { html }) });
}
