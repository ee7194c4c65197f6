import { isIPv4 } from "node:net";
import { createTransport, type NodemailerError } from "nodemailer";
import { z } from "zod";
import { mailContent } from "#app/infra/mail/mail-content.ts";
import type { SendResult, Transport } from "#app/infra/transport.ts";
import { seconds } from "#app/shared/time.ts";

/** One plain address: no second one, no display name, nothing that could end an SMTP command or a header. */
const addressSchema = z.email().max(254);

/**
 * E-mail through the carrier's own mail server, over kept connections. Its Message-ID comes of the outbox id
 * alone: a resend carries the same, so that mailboxes can tell the second copy. SMTP keeps no list of what it
 * took, so there is no `findSent`.
 */
export function mailTransport({
  smtpUrl,
  from,
  publicUrl,
  timeoutMs = seconds(30),
}: {
  smtpUrl: string;
  from: string;
  publicUrl: string;
  timeoutMs?: number;
}): Transport & { close: () => void } {
  const { hostname } = new URL(publicUrl);
  const mailer = createTransport({
    ...serverAt(smtpUrl),
    pool: true,
    maxConnections: 10,
    // A message that a kept connection could not even begin goes out over a new one, once.
    maxRequeues: 1,
    idleTimeout: seconds(10),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    socketCloseTimeout: seconds(1),
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  /** Messages that were read to their end, after which the dot that lets the server take them may have gone out. */
  const handedOver = new Set<unknown>();
  mailer.use("stream", (mail, done) => {
    mail.message.processFunc((stream) => stream.once("end", () => handedOver.add(mail.data.messageId)));
    done();
  });

  return {
    name: "smtp",
    timeoutMs,
    async send({ id, to, body, language }) {
      if (!addressSchema.safeParse(to).success) return { kind: "permanent", code: "bad-address" };
      const messageId = `<notice.${id}@${hostname}>`;
      try {
        await mailer.sendMail({
          ...mailContent({ body, language }),
          from,
          to,
          messageId,
          envelope: { from, to },
          // No List-Unsubscribe: the law wants everybody told, so offering a way out would be a lie.
          headers: {
            "List-Id": `<notices.${hostname}>`,
            "Auto-Submitted": "auto-generated",
            "Content-Language": language,
          },
          signal: AbortSignal.timeout(timeoutMs),
        });
        return { kind: "accepted", providerId: messageId };
      } catch (error) {
        return resultOf(error as NodemailerError, handedOver.has(messageId));
      } finally {
        handedOver.delete(messageId);
      }
    },
    close: () => {
      mailer.close();
    },
  };
}

/** Only host, port and credentials are read from the address: none of nodemailer's settings can be switched in it. */
function serverAt(smtpUrl: string) {
  const { protocol, hostname, port, username, password } = new URL(smtpUrl);
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  const onLoopback = host === "localhost" || host === "::1" || (isIPv4(host) && host.startsWith("127."));
  const auth = { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  return {
    host,
    secure: protocol === "smtps:",
    ...(port && { port: Number(port) }),
    ...(username && { auth }),
    // On loopback nobody listens in, and certificates don't name it.
    ...(onLoopback ? { ignoreTLS: true } : { requireTLS: true }),
  };
}

/**
 * Until the message was handed over it was certainly not taken, whatever happened; from then on only the
 * server's own no is certain. What a server says quotes addresses, so its code alone goes on.
 */
function resultOf(
  { code, command, response, responseCode = 0, permanent }: NodemailerError,
  handedOver: boolean,
): SendResult {
  const answered = responseCode >= 400 && code !== "ETLS" && (command === "DATA" || !handedOver);
  if (!answered)
    return handedOver
      ? { kind: "unknown", code: "no-answer" }
      : { kind: "retryable", code: "unreachable", ...(code && { detail: code }) };

  const detail = `smtp-${responseCode}`;
  if (!permanent) return { kind: "retryable", code: "unavailable", detail };
  const aboutTheMessage = command === "RCPT TO" || command === "DATA";
  if (!aboutTheMessage || responseCode === 530) return { kind: "retryable", code: "sender-blocked", detail };
  // A policy (x.7.x), where the recipient is named, may be against them or against us: tried again, without
  // holding up the others.
  if (command === "RCPT TO" && /^\d{3}[ -]5\.7\./.test(response ?? ""))
    return { kind: "retryable", code: "unavailable", detail };
  return { kind: "permanent", code: detail };
}
