import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** A DNS server that belongs to the test. Names that it does not know do not exist. */
export interface NameServer {
  /** The address in the form that `dns.setServers` takes. */
  readonly address: string;
  readonly texts: Map<string, string>;
  readonly mailServers: Map<string, string>;
  stop(): Promise<void>;
}

const TXT = 16;
const MX = 15;
const NO_SUCH_NAME = 3;

export async function startNameServer(): Promise<NameServer> {
  const texts = new Map<string, string>();
  const mailServers = new Map<string, string>();
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    const { name, end } = readName(query, 12);
    const type = query.readUInt16BE(end);
    const data =
      type === TXT ? textData(texts.get(name)) : type === MX ? mailData(mailServers.get(name)) : undefined;
    socket.send(answerTo(query, { questionEnd: end + 4, type, data }), from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    texts,
    mailServers,
    stop: async () => {
      socket.close();
      await once(socket, 'close');
    },
  };
}

/** Reads a name as in RFC 1035: labels, each after its length, ended by an empty label. */
function readName(message: Buffer, start: number): { name: string; end: number } {
  const labels: string[] = [];
  let at = start;
  for (let length = message.readUInt8(at); length > 0; length = message.readUInt8(at)) {
    labels.push(message.toString('ascii', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 };
}

function writeName(name: string): Buffer {
  const labels = name
    .split('.')
    .map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  return Buffer.concat([...labels, Buffer.from([0])]);
}

function textData(text: string | undefined): Buffer | undefined {
  return text === undefined ? undefined : Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]);
}

function mailData(exchange: string | undefined): Buffer | undefined {
  return exchange === undefined ? undefined : Buffer.concat([Buffer.from([0, 10]), writeName(exchange)]);
}

function answerTo(
  query: Buffer,
  answer: { questionEnd: number; type: number; data: Buffer | undefined },
): Buffer {
  const { questionEnd, type, data } = answer;
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(data === undefined ? 0x8180 + NO_SUCH_NAME : 0x8180, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(data === undefined ? 0 : 1, 6);
  const question = query.subarray(12, questionEnd);
  if (data === undefined) return Buffer.concat([header, question]);
  const record = Buffer.alloc(12);
  // Points to the name in the question by its position.
  record.writeUInt16BE(0xc00c, 0);
  record.writeUInt16BE(type, 2);
  record.writeUInt16BE(1, 4);
  record.writeUInt32BE(60, 6);
  record.writeUInt16BE(data.length, 10);
  return Buffer.concat([header, question, record, data]);
}
