import type { AddressInfo, Socket } from "node:net";
import { buffer } from "node:stream/consumers";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

/**
 * Where in a session: the connection's greeting and login; a message's sender, recipient, and its end before
 * and after it is taken.
 */
export type SmtpStage = "greeting" | "auth" | "mail" | "rcpt" | "end" | "taken";

/** What the server does when a session gets there: refuses with a reply, breaks the connection, or never answers. */
export type SmtpFault = { at: SmtpStage; does: `${number} ${string}` | "break" | "never" };

export type TakenMail = { from: string; to: string[]; raw: string; email: Email };

export type TestSmtp = {
  url: string;
  port: number;
  /** For the sessions to come: the first is used up by whoever gets to its stage. */
  faults: SmtpFault[];
  /** Stages that were reached, in order. */
  reached: SmtpStage[];
  mails: TakenMail[];
  /** Before each answer to a message, of so many milliseconds. */
  delayMs: number;
  /** As a server does with those that say nothing for long. */
  hangUp: () => void;
  close: () => Promise<void>;
};

/**
 * A real SMTP server on loopback, with bad days on request. It takes logins, where it asks for them, of user
 * "ansim" with the password "p@ss/word".
 */
export async function startSmtp(
  options: Pick<SMTPServerOptions, "secure"> & { login?: boolean; startTls?: boolean } = {},
): Promise<TestSmtp> {
  const { secure = false, login = false, startTls = false } = options;
  const sockets = new Map<number, Socket>();

  /** Goes on, or does what is wrong with this stage. */
  const reach = (at: SmtpStage, remotePort: number, answer: (error?: Error | null) => void) => {
    smtp.reached.push(at);
    const fault = smtp.faults[0]?.at === at ? smtp.faults.shift() : undefined;
    if (!fault) answer();
    else if (fault.does === "break") sockets.get(remotePort)?.destroy();
    else if (fault.does !== "never") answer(replyOf(fault.does));
  };

  const server = new SMTPServer({
    name: "mail.example",
    secure,
    key: testKey,
    cert: testCertificate,
    logger: false,
    disabledCommands: [...(startTls ? [] : ["STARTTLS"]), ...(login ? [] : ["AUTH"])],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 1,
    onConnect: ({ remotePort }, answer) => {
      reach("greeting", remotePort, answer);
    },
    onAuth: ({ username, password }, { remotePort }, answer) => {
      reach("auth", remotePort, (error) => {
        if (error) answer(error);
        else if (username === "ansim" && password === "p@ss/word") answer(null, { user: username });
        else answer(replyOf("535 5.7.8 Authentication credentials invalid"));
      });
    },
    onMailFrom: (_address, { remotePort }, answer) => {
      reach("mail", remotePort, answer);
    },
    onRcptTo: (_address, { remotePort }, answer) => {
      reach("rcpt", remotePort, answer);
    },
    onData: (stream, { envelope, remotePort }, answer) => {
      void buffer(stream).then(async (raw) => {
        const email = await PostalMime.parse(raw);
        const from = envelope.mailFrom ? envelope.mailFrom.address : "";
        const to = envelope.rcptTo.map(({ address }) => address);
        reach("end", remotePort, (refusal) => {
          if (!refusal) smtp.mails.push({ from, to, raw: raw.toString(), email });
          setTimeout(() => {
            if (refusal) answer(refusal);
            else reach("taken", remotePort, answer);
          }, smtp.delayMs);
        });
      });
    },
  });
  // Clients that don't trust the certificate, or are cut off: their side of it is what the tests look at.
  server.on("error", () => undefined);
  server.server.on("connection", (socket: Socket) => {
    const { remotePort = 0 } = socket;
    sockets.set(remotePort, socket);
    socket.once("close", () => sockets.delete(remotePort));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.server.address() as AddressInfo;

  const hangUp = () => {
    for (const socket of sockets.values()) socket.destroy();
  };
  const smtp: TestSmtp = {
    url: `${secure ? "smtps" : "smtp"}://127.0.0.1:${port}`,
    port,
    faults: [],
    reached: [],
    mails: [],
    delayMs: 0,
    hangUp,
    close: () =>
      new Promise((closed) => {
        server.close(closed);
        hangUp();
      }),
  };
  return smtp;
}

/** A reply as a server writes it ("450 4.2.0 Greylisted"), as the error that makes this one write it. */
const replyOf = (reply: string) =>
  Object.assign(new Error(reply.slice(4)), { responseCode: Number(reply.slice(0, 3)) });

/** Trusted by nobody, unless NODE_EXTRA_CA_CERTS names it. The key is in every clone: it protects nothing. */
export const testCertificate = `-----BEGIN CERTIFICATE-----
MIIBbTCCAROgAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
c3QwIBcNMjUwMTAxMDAwMDAwWhgPMjEyNTAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABK7N+jvznjWTGCJS
vNbB44LYK4FsJfydWRaPWjdjSFzfB4RubDBOMp0d2J6Pt7TtAB/xu6EewgJ1Wh/A
596xycajVDBSMCAGA1UdEQQZMBeCCWxvY2FsaG9zdIcEfwAAAYcEAAAAADAPBgNV
HRMBAf8EBTADAQH/MB0GA1UdDgQWBBS0oWiDv10FgGgqdt6DZQy00FvLjTAKBggq
hkjOPQQDAgNIADBFAiA483S+tyl6Xe52UtOKJ7CBLGczIAnqgU5RF213k344JQIh
AJ0lSyF6e3TbFsbLapb8dmGF9GeZ1t/34Xt8Dxzk2Uiu
-----END CERTIFICATE-----
`;
const testKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgx1pkGAh99n1BBRr4
bAjqo+E5m2Dj38VFIkFMilP00KShRANCAASuzfo78541kxgiUrzWweOC2CuBbCX8
nVkWj1o3Y0hc3weEbmwwTjKdHdiej7e07QAf8buhHsICdVofwOfescnG
-----END PRIVATE KEY-----
`;
