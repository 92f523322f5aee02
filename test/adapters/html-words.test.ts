import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMailReader } from '../../shared/adapters/mail/postal-mime-reader.ts';
import { readHtml } from '../../shared/adapters/mail/html-words.ts';
import { isSilent, personsWords, tellWritten } from '../use-cases/replies/written-mail.ts';

const words = 'Forty officers were trained in March.';

describe('the reader of HTML emails (F28)', () => {
  it.each([
    ['no </head>', `<html><head><meta charset="utf-8"><body><p>${words}</p></body></html>`],
    ['no <body>', `<html><head><title>Reply</title></head><p>${words}</p></html>`],
    ['no <html>', `<p>${words}`],
    ['no </p>', `<p>${words}<p></body>`],
    ['no tag at all', words],
    ['a head that nothing closes', `<html><head><meta name="x" content="y"><p>${words}`],
    ['no </li>', `<ul><li>${words}</ul>`],
    ['no </td> and </tr>', `<table><tr><td>${words}</table>`],
    ['tags closed in the wrong order', `<div><b><i>${words}</b></i></div>`],
    ['a tag that was never opened', `</div></span></p>${words}`],
    ['an XML declaration', `<?xml version="1.0" encoding="utf-8"?>\n<p>${words}</p>`],
    [
      'an Office namespace',
      `<?xml:namespace prefix = "o" ns = "urn:schemas-microsoft-com:office:office" /><p>${words}<o:p></o:p></p>`,
    ],
    ['a doctype', `<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01//EN"><p>${words}</p>`],
    ['a comment with a tag in it', `<!-- <style> --><p>${words}</p><!-- </style> -->`],
    ['an empty comment', `<!--><p>${words}</p><!-- -->`],
    ['a conditional comment that shows its content', `<!--[if !mso]><!--><p>${words}</p><!--<![endif]-->`],
    ['a condition that is not a comment', `<![if !supportLists]><p>${words}</p><![endif]>`],
    [
      'a conditional comment that hides its content',
      `<!--[if mso]><p>for Outlook only</p><![endif]--><p>${words}</p>`,
    ],
    ['a style sheet in the body', `<p>${words}</p><style>p { color: red }</style>`],
    ['a noscript element', `<noscript><p>${words}</p></noscript>`],
    ['capital letters', `<HTML><BODY><P>${words}</P></BODY></HTML>`],
  ])('finds all the words in a page with %s', (_, html) => {
    const read = readHtml(html);
    expect(read.text.replace(/^- /u, '').trim()).toBe(words);
    expect(read.unshown).toBe('');
  });

  it('reads named characters such as &wcirc;', () => {
    const html =
      '<p>Llanf&aacute;es &amp; M&ouml;ln: &frac12; done &sect;3, 5 &times; weekly&hellip; T&ycirc; &wcirc;r &#8364;5 &#x2713;</p>';
    expect(readHtml(html).text).toBe('Llanfáes & Möln: ½ done §3, 5 × weekly… Tŷ ŵr €5 ✓');
  });

  it('keeps a < that does not start a tag', () => {
    expect(readHtml('<p>under 5 < 10 and a <3 b</p>').text).toBe('under 5 < 10 and a <3 b');
  });

  const hiding: Readonly<Record<string, (text: string) => string>> = {
    'an unclosed style sheet': (text) => `<html><head><style>p{margin:0}<body><p>${text}</p></body></html>`,
    'an unclosed script': (text) => `<script>var x = 1;<p>${text}</p>`,
    'an unclosed title': (text) => `<title>Reply<p>${text}</p>`,
    'an unclosed comment': (text) => `<p></p><!-- <p>${text}</p>`,
    'an attribute without its second quote': (text) => `<p title="${text.replaceAll('"', '')}</p>`,
    'a hidden block': (text) => `<div style="display:none"><p>${text}</p></div>`,
    'a block hidden from Outlook': (text) => `<span style='mso-hide: all'>${text}</span>`,
    'the hidden attribute': (text) => `<div hidden>${text}</div>`,
  };

  it.each(Object.entries(hiding))(
    'never treats an email as empty if it has words behind %s',
    async (_, hide) => {
      for (const text of personsWords) {
        for (const shown of ['', '<p>Thanks</p>', '<p>Dear Priya</p>']) {
          const told = await tellWritten({ words: `${shown}${hide(text)}`, type: 'text/html' });
          expect(isSilent(told), `${text}: ${told.because}`).toBe(false);
        }
      }
    },
  );

  it('does not treat an email as mere thanks if its HTML part says more than its text part', async () => {
    const told = await tellWritten({
      words: 'Thanks',
      whole: 'multipart/alternative',
      beside: [
        'text/html; charset=utf-8',
        '<p>Thanks</p><p>Forty officers have been through the course.</p>',
      ],
    });
    expect(isSilent(told), told.because).toBe(false);
  });

  it('ignores a text part that only says the email is in HTML', async () => {
    const told = await tellWritten({
      words: 'This message is in HTML format. Your mail program cannot show it.',
      whole: 'multipart/alternative',
      beside: ['text/html; charset=utf-8', `<p>${words}</p>`],
    });
    expect(told).toMatchObject({ kind: 'answer', answers: { rest: words } });
  });

  it('keeps the words of a page that is cut off after them', () => {
    const page = `<html><head><meta charset="utf-8"><style>p{}</style></head><body><div><p>${words}</p><ul><li>One<li>Two</ul></div></body></html>`;
    fc.assert(
      fc.property(fc.integer({ min: page.indexOf(words) + words.length, max: page.length }), (end) => {
        expect(readHtml(page.slice(0, end)).text).toContain(words);
      }),
    );
  });

  it('reads a page with a hundred thousand open tags', async () => {
    const html = '<div><b><p>'.repeat(35_000) + words;
    const raw = `From: a@essex.police.example\r\nContent-Type: text/html\r\n\r\n${html}`;
    expect((await createMailReader().read(Buffer.from(raw))).text).toContain(words);
  });
});
