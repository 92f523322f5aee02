import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { createMailReader } from '../../shared/adapters/mail/postal-mime-reader.ts';
import { classifyReply } from '../../shared/domain/replies/classify-reply.ts';
import type { ClassifiedReply } from '../../shared/domain/replies/classified-reply.ts';
import type { ReceivedMessage } from '../../shared/domain/replies/received-message.ts';
import { corpusReceivedAt, corpusRecommendations } from '../use-cases/replies/corpus.ts';
import { LEAD } from '../use-cases/replies/written-mail.ts';
import { encryptedForAKey, signatureAlone, signedAtOnce, signedInPieces } from './sealed-mails.ts';

const head = [
  `From: Chief Superintendent Shaw <${LEAD}>`,
  'Subject: Re: By 19 April: Essex six-week response',
  'Message-ID: <form@essex.police.example>',
  'MIME-Version: 1.0',
];

/** Returns a mail with these headers below the usual ones, and this body. */
function mailWith(headers: readonly string[], body: string | Uint8Array): Buffer {
  return Buffer.concat([
    Buffer.from(`${[...head, ...headers].join('\r\n')}\r\n\r\n`),
    typeof body === 'string' ? Buffer.from(body) : body,
  ]);
}

function multipart(kind: string, ...lines: readonly string[]): Buffer {
  return mailWith([`Content-Type: multipart/${kind}; boundary="b"`], `${lines.join('\r\n')}\r\n`);
}

const plain = ['--b', 'Content-Type: text/plain; charset=utf-8', ''];

async function tell(raw: Uint8Array): Promise<{ message: ReceivedMessage; told: ClassifiedReply }> {
  const message = await createMailReader().read(raw);
  const told = classifyReply(message, {
    receipt: { envelopeFrom: LEAD, receivedAt: corpusReceivedAt },
    asked: corpusRecommendations,
    ourNames: ['Priya', 'Nair'],
    isFromContact: true,
    sents: [],
  });
  return { message, told };
}

describe('the charset of an email (F28)', () => {
  const words = {
    'windows-1250': 'Příliš žluťoučký kůň',
    'windows-1251': 'Все офицеры обучены',
    'windows-1253': 'Όλοι εκπαιδεύτηκαν',
    'windows-1257': 'Visi pareigūnai',
    'koi8-r': 'Все офицеры обучены',
    gb18030: '所有警官都接受了培训',
    shift_jis: 'すべての警官は訓練を受けました',
    'euc-kr': '모든 경찰관이 교육을 받았습니다',
    big5: '所有警官都接受了培訓',
    macintosh: 'Café “done” – naïve',
    'iso-8859-14': 'Llanfŷr ŵyr',
    'utf-7': 'Forty officers — “trained” £5',
    cp850: 'Café £5 naïve',
    cp437: 'Café £5 naïve',
    'utf-32be': 'Forty officers trained',
    'utf-16le': 'Forty officers trained',
  };

  it.each(Object.entries(words))('is read as it says: %s', async (charset, said) => {
    const text = iconv.encode(`Rec 2: part way. ${said}\r\n`, charset);
    const { told } = await tell(
      mailWith(
        [`Content-Type: text/plain; charset="${charset}"`, 'Content-Transfer-Encoding: base64'],
        text.toString('base64'),
      ),
    );
    expect(told).toMatchObject({
      kind: 'answer',
      answers: { answers: [{ number: 2, words: `part way. ${said}` }] },
    });
  });

  it.each([
    ['UTF-8 that is called Latin-1', 'text/plain; charset=iso-8859-1', Buffer.from('Tŷ “gwyn” – café')],
    ['Latin-1 that is called UTF-8', 'text/plain; charset=utf-8', iconv.encode('Café naïve £5', 'latin1')],
    ['Latin-1 that is called nothing', 'text/plain', iconv.encode('Café naïve £5', 'latin1')],
    [
      'a page that names its charset itself',
      'text/html',
      iconv.encode('<meta charset="windows-1251"><p>Все офицеры обучены</p>', 'windows-1251'),
    ],
    [
      'Japanese with escapes',
      'text/plain; charset=iso-2022-jp',
      Buffer.from('\u001B$B$9$Y$F\u001B(B', 'latin1'),
    ],
  ])('is found out: %s', async (_, type, body) => {
    const { message } = await tell(mailWith([`Content-Type: ${type}`], body));
    expect(['Tŷ “gwyn” – café', 'Café naïve £5', 'Все офицеры обучены', 'すべて']).toContain(
      message.text.trim(),
    );
  });

  it.each([
    ['Cyrillic without a charset', 'text/plain', iconv.encode('Все офицеры обучены', 'koi8-r')],
    [
      'Cyrillic that is called Latin-1',
      'text/plain; charset=iso-8859-1',
      iconv.encode('Все офицеры обучены', 'koi8-r'),
    ],
    [
      'Korean in a charset that nobody reads',
      'text/plain; charset=iso-2022-kr',
      '\u001B$)CRec 2: done \u000E0O3/\u000F',
    ],
    ['Chinese in a charset that nobody reads', 'text/plain; charset=hz-gb-2312', 'Rec 2: done ~{<:Ky2;F[~}'],
    ['UTF-16 without a charset', 'text/plain', iconv.encode('Rec 2: part way.', 'utf-16le')],
    ['nothing but NUL bytes', 'text/plain', '\0\0\0\0'],
  ])('is held if nobody can tell it: %s', async (_, type, body) => {
    const { told } = await tell(mailWith([`Content-Type: ${type}`], body));
    expect(told).toMatchObject({ kind: 'unclear', why: 'broken' });
  });

  it('does not count NUL bytes as words', async () => {
    const { told } = await tell(mailWith(['Content-Type: text/plain'], 'Rec 2: p\0art way.\0'));
    expect(told).toMatchObject({ answers: { answers: [{ number: 2, words: 'part way.' }] } });
  });
});

describe('a sealed email (F28)', () => {
  const sealed = (lines: readonly string[], type = 'signed-data'): Buffer =>
    mailWith(
      [
        `Content-Type: application/pkcs7-mime; smime-type=${type}; name=smime.p7m`,
        'Content-Disposition: attachment; filename=smime.p7m',
        'Content-Transfer-Encoding: base64',
      ],
      lines.join('\r\n'),
    );
  const answer = {
    kind: 'answer',
    answers: { answers: [{ number: 2, words: 'part way. Forty officers trained.' }] },
  };

  it.each([
    ['signed at once', signedAtOnce],
    ['signed in pieces', signedInPieces],
  ])('is opened if it is only signed: %s', async (_, lines) => {
    const { message, told } = await tell(sealed(lines));
    expect(told).toMatchObject(answer);
    expect(message.files).toEqual([]);
  });

  it('is read as what it is, whatever its header calls it', async () => {
    expect((await tell(sealed(signedAtOnce, 'enveloped-data'))).told).toMatchObject(answer);
    expect((await tell(sealed(encryptedForAKey, 'signed-data'))).told).toMatchObject({ why: 'encrypted' });
  });

  it.each([
    ['its words are not in it', signatureAlone, 'signed-data', 'signed-unopened'],
    ['it is damaged', ['QUJDRA=='], 'signed-data', 'signed-unopened'],
    ['it is damaged, and not called signed', ['QUJDRA=='], 'enveloped-data', 'encrypted'],
    ['only a key opens it', encryptedForAKey, 'enveloped-data', 'encrypted'],
  ])('is held if %s', async (_, lines, type, why) => {
    expect((await tell(sealed(lines, type))).told).toMatchObject({ kind: 'unclear', why });
  });

  it.each(['application/pkcs7-signature', 'application/octet-stream'])(
    'is read if its signature stands beside it, and the signature is no evidence: %s',
    async (type) => {
      const { message, told } = await tell(
        multipart(
          'signed; protocol="application/pkcs7-signature"',
          ...plain,
          'Rec 2: part way.',
          '--b',
          `Content-Type: ${type}; name=smime.p7s`,
          'Content-Disposition: attachment; filename=smime.p7s',
          'Content-Transfer-Encoding: base64',
          '',
          'QUJDRA==',
          '--b--',
        ),
      );
      expect(told).toMatchObject({ answers: { answers: [{ words: 'part way.' }] } });
      expect(message.files).toEqual([]);
    },
  );

  it('keeps what a gateway wrote beside it, so that nobody takes it for empty', async () => {
    const { message } = await tell(
      multipart(
        'mixed',
        ...plain,
        'Rec 3: not started.',
        '--b',
        'Content-Type: application/pkcs7-mime; name=smime.p7m',
        'Content-Transfer-Encoding: base64',
        '',
        ...signedAtOnce,
        '--b--',
      ),
    );
    expect(message.unshown).toContain('Rec 3: not started.');
  });
});

describe('an email in the format of one program (F28)', () => {
  const tnef = Buffer.from('789f3e22010006900800040000000000010001', 'hex').toString('base64');

  it.each([
    ['yEnc', mailWith([], '=ybegin line=128 size=6 name=plan.pdf\r\nabcdef\r\n=yend size=6\r\n'), 'broken'],
    [
      'inline PGP',
      mailWith([], '-----BEGIN PGP MESSAGE-----\r\n\r\nhQEM\r\n=abcd\r\n-----END PGP MESSAGE-----\r\n'),
      'encrypted',
    ],
    [
      'inline PGP that is cut off',
      mailWith([], '-----BEGIN PGP MESSAGE-----\r\nVersion: 1\r\n\r\nhQEMabcd\r\n'),
      'encrypted',
    ],
    [
      'inline PGP in a page',
      mailWith(
        ['Content-Type: text/html'],
        '<pre>-----BEGIN PGP MESSAGE-----<br><br>hQEM<br>-----END PGP MESSAGE-----</pre>',
      ),
      'encrypted',
    ],
    [
      'TNEF alone',
      mailWith(['Content-Type: application/ms-tnef', 'Content-Transfer-Encoding: base64'], tnef),
      'outlook-only',
    ],
    [
      'TNEF below no words',
      multipart(
        'mixed',
        ...plain,
        ' ',
        '--b',
        'Content-Type: application/octet-stream; name=winmail.dat',
        'Content-Transfer-Encoding: base64',
        '',
        tnef,
        '--b--',
      ),
      'outlook-only',
    ],
  ])('is held for a person: %s', async (_, raw, why) => {
    expect((await tell(raw)).told).toMatchObject({ kind: 'unclear', why });
  });
});

describe('an email whose structure is broken (F28)', () => {
  const answer = { answers: { answers: [{ number: 2, words: 'part way.' }] } };

  it.each([
    [
      'names no boundary',
      mailWith(
        ['Content-Type: multipart/mixed'],
        '--b\r\nContent-Type: text/plain\r\n\r\nRec 2: part way.\r\n--b--\r\n',
      ),
    ],
    [
      'names another boundary',
      mailWith(
        ['Content-Type: multipart/mixed; boundary=x'],
        '--b\r\nContent-Type: text/plain\r\n\r\nRec 2: part way.\r\n--b--\r\n',
      ),
    ],
    ['never ends its last part', multipart('mixed', ...plain, 'Rec 2: part way.')],
    ['has a part without headers', multipart('mixed', '--b', '', 'Rec 2: part way.', '--b--')],
  ])('is read if it %s', async (_, raw) => {
    expect((await tell(raw)).told).toMatchObject(answer);
  });

  it.each([
    ['before its parts', multipart('mixed', 'Rec 2: part way.', ...plain, 'Thanks', '--b--')],
    ['after its parts', multipart('mixed', ...plain, 'Thanks', '--b--', 'Rec 2: part way.')],
    [
      'in a part with another boundary',
      multipart(
        'mixed',
        '--b',
        'Content-Type: multipart/alternative; boundary=q',
        '',
        '--z',
        'Content-Type: text/plain',
        '',
        'Rec 2: part way.',
        '--z--',
        '--b',
        'Content-Type: application/pdf; name=plan.pdf',
        '',
        'x',
        '--b--',
      ),
    ],
  ])('is held if its words stand %s', async (_, raw) => {
    expect((await tell(raw)).told.kind).toBe('unclear');
  });

  it('is thanks if only a standard preamble stands before its parts', async () => {
    const raw = multipart(
      'mixed',
      'This is a multi-part message in MIME format.',
      ...plain,
      'Thanks',
      '--b--',
    );
    expect((await tell(raw)).told.kind).toBe('thanks');
  });

  it.each([
    'Forty officers were trained.\r\n\r\nRec 2: part way.\r\n',
    '\r\n\r\nRec 2: part way.\r\n',
    'Dear Priya: hello\r\nRec 2: part way.\r\n',
  ])('is never dropped without headers: %j', async (raw) => {
    const { message, told } = await tell(Buffer.from(raw));
    expect(message.from).toEqual([]);
    expect(['answer', 'unclear']).toContain(told.kind);
  });

  it('is not empty if its text part greets and its HTML part answers', async () => {
    const html = '<p>Hello Priya,</p><p>Rec 2: part way.</p>';
    const raw = multipart(
      'alternative',
      ...plain,
      'Hello Priya,',
      '--b',
      'Content-Type: text/html',
      '',
      html,
      '--b--',
    );
    expect((await tell(raw)).told).toMatchObject(answer);
    const less = '<p>Hi Priya</p><p>All trained.</p>';
    const other = multipart(
      'alternative',
      ...plain,
      'Hello Priya,',
      '--b',
      'Content-Type: text/html',
      '',
      less,
      '--b--',
    );
    expect((await tell(other)).told.kind).not.toBe('empty');
  });
});

describe('an email of an odd kind (F28)', () => {
  const screen = 'iVBORw0KGgoA'.repeat(3_000);

  it('is read if its lines end with carriage returns alone', async () => {
    const raw = mailWith([], 'Rec 2: part way.\r\n').toString().replaceAll('\n', '');
    expect((await tell(Buffer.from(raw))).told).toMatchObject({
      answers: { answers: [{ number: 2, words: 'part way.' }] },
    });
  });

  it.each([
    ['has a picture and no words', screen, 'unclear'],
    ['has only a small logo and no words', 'iVBORw0KGgoA', 'empty'],
  ])('is not empty if it may say something in a picture: it %s', async (_, picture, kind) => {
    const raw = multipart(
      'related',
      '--b',
      'Content-Type: text/html',
      '',
      '<p><img src="cid:a"></p>',
      '--b',
      'Content-Type: image/png',
      'Content-ID: <a>',
      'Content-Transfer-Encoding: base64',
      '',
      picture,
      '--b--',
    );
    expect((await tell(raw)).told.kind).toBe(kind);
  });

  it.each([
    [
      'base64 that never was any',
      ['Content-Transfer-Encoding: base64'],
      'Rec 2: part way. This was never base64!',
    ],
    ['BinHex', [], '(This file must be converted with BinHex 4.0)\r\n:$f*TEQKPH:\r\n'],
    [
      'a body that is compressed',
      ['Content-Transfer-Encoding: base64'],
      'H4sIAAAAAAAAAwtKTVYwslIoSCwqUShPrNQDAHJqzvIQAAAA',
    ],
  ])('is held if nobody can read it: %s', async (_, headers, body) => {
    expect((await tell(mailWith(headers, body))).told).toMatchObject({ kind: 'unclear', why: 'broken' });
  });

  it('is read line by line if it is plain text that is called HTML', async () => {
    const words =
      'Forty officers were trained in March.\r\n\r\nThis email is confidential and intended solely for the use of the individual or entity to whom it is addressed.';
    expect((await tell(mailWith(['Content-Type: text/html'], words))).told).toMatchObject({
      answers: { rest: 'Forty officers were trained in March.' },
    });
  });

  it.each(['', 'Thanks\r\n\r\n'])(
    'is not filed if words stand before a disclaimer in its paragraph: %j',
    async (above) => {
      const said = 'Forty officers were trained in custody.';
      const disclaimer =
        'This email and any files transmitted with it are confidential and intended solely for the use of the individual or entity to whom they are addressed.';
      const { told } = await tell(mailWith([], `${above}${said} ${disclaimer}`));
      expect(told).toMatchObject({ kind: 'answer' });
    },
  );

  it.each([
    'Dave Shaw reacted to your message.\r\n\r\nForty officers were trained.',
    'The board reacted to your message and funded two posts.',
  ])('is no reaction if it says more: %j', async (words) => {
    expect((await tell(mailWith([], words))).told.kind).toBe('answer');
  });

  it('shows which words their writer struck out', async () => {
    const html = '<p>Rec 2: <del>done and checked</del> not started</p><p>Rec 3: <s>done</s> part way</p>';
    expect((await tell(mailWith(['Content-Type: text/html'], html))).told).toMatchObject({
      answers: {
        answers: [
          { number: 2, words: '~~done and checked~~ not started' },
          { number: 3, words: '~~done~~ part way' },
        ],
      },
    });
  });

  it('is not thanks if words stand in its headers, because a blank line was lost', async () => {
    const raw = `${head.join('\r\n')}\r\nForty officers were trained in March.\r\n\r\nThanks\r\n`;
    expect((await tell(Buffer.from(raw))).told.kind).toBe('unclear');
  });
});

describe('an email over the limits (F34)', () => {
  const deep = Array.from(
    { length: 60 },
    (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`,
  );

  it.each([
    ['lines', mailWith([], '\r\n'.repeat(280_000))],
    ['parts', multipart('mixed', ...Array.from({ length: 2_000 }, () => [...plain, 'x'].join('\r\n')))],
    ['parts inside each other', Buffer.from(`${head.join('\r\n')}\r\n${deep.join('')}\r\nRec 2: part way.`)],
    [
      'headers',
      mailWith(
        Array.from({ length: 60_000 }, () => 'X-A: a long header'),
        'Rec 2: part way.',
      ),
    ],
    ['bytes in one header', mailWith([`References: ${'a'.repeat(3_000_000)}`], 'Rec 2: part way.')],
    ['bytes', mailWith([], Buffer.alloc(45 * 1024 * 1024, 'x'))],
  ])('is held, with its sender, if it has too many %s', async (_, raw) => {
    const { message, told } = await tell(raw);
    expect(told).toMatchObject({ kind: 'unclear', why: 'over-limits' });
    expect(message.from[0]?.address).toBe(LEAD);
  });

  it('has no sender and no Message-ID that are too long to keep', async () => {
    const raw = `From: ${'n'.repeat(5_000)} <${'a'.repeat(400)}@x.example>\r\nMessage-ID: <${'i'.repeat(2_000)}@x>\r\n\r\nHi`;
    const { message } = await tell(Buffer.from(raw));
    expect([message.from, message.messageId]).toEqual([[], undefined]);
  });

  it('looks for ids in a header of 400,000 characters', async () => {
    const { message } = await tell(
      mailWith([`References: ${'a'.repeat(200_000)} ${'a@'.repeat(100_000)} <1@x>`], 'Hi'),
    );
    expect(message.answers).toEqual(['1@x']);
  });

  it('is told apart although its subject has 90,000 characters', async () => {
    const raw = mailWith(['Auto-Submitted: auto-replied'], 'Thank you for your email.').toString();
    const { message } = await tell(Buffer.from(raw.replace('Subject: ', `Subject: ${';'.repeat(90_000)}`)));
    expect(message.subject.length).toBeLessThan(1_000);
  });

  it('is not over the limits because of a large file', async () => {
    const file = Array.from({ length: 200_000 }, () => 'QUJD'.repeat(19)).join('\r\n');
    const { told, message } = await tell(
      multipart(
        'mixed',
        ...plain,
        'Rec 2: part way.',
        '--b',
        'Content-Type: application/pdf; name=plan.pdf',
        'Content-Transfer-Encoding: base64',
        '',
        file,
        '--b--',
      ),
    );
    expect(told.kind).toBe('answer');
    expect(message.files.map(({ name }) => name)).toEqual(['plan.pdf']);
  });
});
