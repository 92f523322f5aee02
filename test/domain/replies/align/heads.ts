/** What mail programs write above our email of 7 June 2016, 10:04 in London. Written by hand, in many languages. */
export interface HeadStyle {
  readonly client: string;
  readonly lines: readonly string[];
  readonly isMarked: boolean;
}

const from = 'reply+token@follow-up.inspectorate.example';
const team = 'Police Inspectorate follow-up team';
const to = 'david.shaw@essex.police.example';
const subject = 'By 21 June: three-month update on child protection in Essex';

function line(client: string, text: string, isMarked = true): HeadStyle {
  return { client, lines: text.split('\n'), isMarked };
}

function block(client: string, lines: readonly string[], isMarked = false): HeadStyle {
  return { client, lines, isMarked };
}

const rule = '________________________________';

export const headStyles: readonly HeadStyle[] = [
  line('Gmail in English', `On Tue, Jun 7, 2016 at 10:04 AM ${team} <${from}> wrote:`),
  line('Gmail in English, wrapped', `On Tue, Jun 7, 2016 at 10:04 AM ${team} <\n${from}> wrote:`),
  line('Apple Mail in English', `On 7 Jun 2016, at 10:04, ${team} <${from}> wrote:`),
  line('Thunderbird in English, unmarked', `On 07/06/16 10:04, ${team} wrote:`, false),
  line('Gmail in German', `Am Di., 7. Juni 2016 um 10:04 Uhr schrieb ${team} <\n${from}>:`),
  line('Thunderbird in German', `Am 07.06.2016 um 10:04 schrieb ${team}:`),
  line('Gmail in French', `Le mar. 7 juin 2016 à 10:04, ${team} <${from}> a écrit :`),
  line('Apple Mail in French', `Le 7 juin 2016 à 10:04, ${team} <${from}> a\nécrit :`),
  line('Gmail in Spanish', `El mar, 7 jun 2016 a las 10:04, ${team} (<${from}>) escribió:`),
  line('Gmail in Italian', `Il giorno mar 7 giu 2016 alle ore 10:04 ${team} <${from}> ha scritto:`),
  line('Gmail in Dutch', `Op di 7 jun. 2016 om 10:04 schreef ${team} <${from}>:`),
  line('Gmail in Polish', `wt., 7 cze 2016 o 10:04 ${team} <${from}> napisał(a):`),
  line('Gmail in Swedish', `Den tis 7 juni 2016 kl 10:04 skrev ${team} <${from}>:`),
  line('Gmail in Finnish', `ti 7. kesäk. 2016 klo 10.04 ${team} (${from}) kirjoitti:`),
  line('Gmail in Portuguese', `${team} <${from}> escreveu no dia terça, 7/06/2016 à(s) 10:04:`),
  line('Gmail in Hungarian', `${team} <${from}> ezt írta (időpont: 2016. jún. 7., K, 10:04):`),
  line('Gmail in Turkish', `${team} <${from}>, 7 Haz 2016 Sal, 10:04 tarihinde şunu yazdı:`),
  line('Gmail in Russian', `вт, 7 июн. 2016 г. в 10:04, ${team} <${from}>:`),
  line('Gmail in Ukrainian', `вт, 7 черв. 2016 р. о 10:04 ${team} <${from}> пише:`),
  line('Gmail in Greek', `Στις Τρί 7 Ιουν 2016 στις 10:04 π.μ., ο/η ${team} <${from}> έγραψε:`),
  line('Gmail in Japanese', `2016年6月7日(火) 10:04 ${team} <${from}>:`),
  line('Gmail in Chinese', `${team} <${from}> 于2016年6月7日周二 10:04写道：`),
  line('Gmail in Korean', `2016년 6월 7일 (화) 오전 10:04, ${team} <${from}>님이 작성:`),
  line('Gmail in Arabic', `في الثلاثاء، ٧ يونيو ٢٠١٦ في ١٠:٠٤ ص تمت كتابة ما يلي بواسطة ${team} <${from}>:`),
  line('Gmail in Hindi', `मंगल, 7 जून 2016 को 10:04 am बजे को ${team} <${from}> ने लिखा:`),
  line('Gmail in Thai', `เมื่อ อ. 7 มิ.ย. 2559 เวลา 10:04 ${team} <${from}> เขียนว่า:`),
  line('Gmail in Vietnamese', `Vào Th 3, 7 thg 6, 2016 vào lúc 10:04 ${team} <${from}> đã viết:`),
  line('Persian calendar', `در سه‌شنبه ۱۸ خرداد ۱۳۹۵ ساعت ۱۰:۰۴ ${team} <${from}> نوشت:`),
  line('Welsh', `Ar Maw, 7 Meh 2016 am 10:04 ${team} <${from}> ysgrifennodd:`),
  line('unmarked, no colon', `Den 7.6.2016 kl. 10.04, skrev ${team} <${from}>`, false),
  line('address only', `${from} schrieb am 07.06.2016:`),
  line('Proton', `-------- Původní zpráva --------\nDne 7. 6. 2016 10:04, ${team} < ${from}> napsal:`, false),
  line('three lines', `On Tuesday, 7 June 2016\n10:04, ${team}\n<${from}> wrote:`),
  block('Outlook in English', [
    rule,
    `From: ${team} <${from}>`,
    'Sent: 07 June 2016 10:04',
    `To: David Shaw <${to}>`,
    `Subject: ${subject}`,
  ]),
  block('Outlook in German', [
    `Von: ${team} <${from}>`,
    'Gesendet: Dienstag, 7. Juni 2016 11:04',
    `An: Shaw, David <${to}>`,
    'Cc: Postfach Kinderschutz',
    `Betreff: ${subject}`,
    'Wichtigkeit: Hoch',
  ]),
  block('Outlook in French', [
    `De : ${team} [mailto:${from}]`,
    'Envoyé : mardi 7 juin 2016 11:04',
    'À : David Shaw',
    `Objet : ${subject}`,
  ]),
  block('Outlook in Polish, bold', [
    `*Od:* ${team} <${from}>`,
    '*Wysłano:* wtorek, 7 czerwca 2016 11:04',
    `*Do:* David Shaw <${to}>`,
    `*Temat:* ${subject}`,
  ]),
  block('Outlook in Spanish, subject wrapped', [
    `De: ${team}`,
    'Enviado el: martes, 7 de junio de 2016 11:04',
    `Para: David Shaw`,
    'CC: Oficina de enlace; Anna Green; Bob Brown',
    'Asunto: By 21 June: three-month update on child',
    'protection in Essex',
  ]),
  block('Outlook in Chinese', [
    `发件人: ${team} <${from}>`,
    '发送时间: 2016年6月7日 17:04',
    `收件人: David Shaw <${to}>`,
    `主题: ${subject}`,
  ]),
  block(
    'Outlook in Russian, marked',
    [
      `От: ${team} <${from}>`,
      'Отправлено: 7 июня 2016 г. 12:04',
      `Кому: David Shaw <${to}>`,
      `Тема: ${subject}`,
    ],
    true,
  ),
  block('Outlook in Welsh', [
    '-----Neges Wreiddiol-----',
    `Oddi wrth: ${team} <${from}>`,
    'Anfonwyd: 07 Mehefin 2016 10:04',
    `At: David Shaw`,
    `Pwnc: ${subject}`,
  ]),
  block('Outlook with blank lines between', [
    `Van: ${team} <${from}>`,
    '',
    'Verzonden: dinsdag 7 juni 2016 11:04',
    '',
    `Aan: David Shaw <${to}>`,
    '',
    `Onderwerp: ${subject}`,
  ]),
  block('Thunderbird, forwarded in Danish', [
    '-------- Videresendt meddelelse --------',
    `Emne:   ${subject}`,
    'Dato:   Tue, 7 Jun 2016 09:04:12 +0000',
    `Fra:    ${team} <${from}>`,
    `Til:    David Shaw <${to}>`,
  ]),
  block(
    'Notes in German',
    [
      `Von:    ${team} <${from}>`,
      `An:     "david.shaw@essex.police.example" <${to}>`,
      'Datum:  07.06.2016 11:05',
      `Betreff:        ${subject}`,
    ],
    true,
  ),
  block('Lotus, no colons', [
    team,
    '07/06/2016 10:04',
    '',
    `To      David Shaw <${to}>`,
    'cc',
    `Subject ${subject}`,
  ]),
  block('Samsung in Romanian', [
    '-------- Mesaj original --------',
    `De la: ${team} <${from}>`,
    'Data: 07.06.2016 10:04 (GMT+00:00)',
    `Către: David Shaw <${to}>`,
    `Subiect: ${subject}`,
  ]),

  line('Gmail in Czech', `út 7. 6. 2016 v 10:04 odesílatel ${team} <${from}> napsal:`),
  line('Gmail in Slovak', `ut 7. 6. 2016 o 10:04 ${team} <${from}> napísal(a):`),
  line('Gmail in Estonian', `Kontakt ${team} (<${from}>) kirjutas kuupäeval T, 7. juuni 2016 kell 10:04:`),
  line('Gmail in Latvian', `otrd., 2016. g. 7. jūn., plkst. 10:04 — lietotājs ${team} (<${from}>) rakstīja:`),
  line('Gmail in Lithuanian', `${team} <${from}> rašė (2016-06-07 10:04):`),
  line('Gmail in Croatian', `uto, 7. lip 2016. u 10:04 ${team} <${from}> napisao je:`),
  line('Gmail in Slovenian', `V V tor., 7. jun. 2016 ob 10:04 je oseba ${team} <\n${from}> napisala:`),
  line('Gmail in Bulgarian', `На вт, 7.06.2016 г. в 10:04 ${team} <${from}> написа:`),
  line('Gmail in Hebrew', `‫בתאריך יום ג׳, 7 ביוני 2016 ב-10:04 מאת ‪${team}‬‏ <‪${from}‬‏>:‬`),
  line('Gmail in Norwegian', `tir. 7. jun. 2016 kl. 10:04 skrev ${team} <${from}>:`),
  line('Gmail in Icelandic', `Þann þri., 7. jún. 2016 kl. 10:04 skrifaði ${team} <${from}>:`),
  line('Gmail in Indonesian', `Pada tanggal Sel, 7 Jun 2016 pukul 10.04 ${team} <${from}> menulis:`),
  line('Gmail in Catalan', `Missatge de ${team} <${from}> del dia dt., 7 de juny 2016 a les 10:04:`),
  line('Gmail in Basque', `${team} (<${from}>) helbideak hau idatzi du (2016 eka. 7, ar. (10:04)):`),
  line('Gmail in Bengali', `মঙ্গল, ৭ জুন, ২০১৬ তারিখে ১০:০৪ AM এ তে ${team} <${from}> লিখেছেন:`),
  line('Gmail in Tamil', `செவ்., 7 ஜூன், 2016, முற்பகல் 10:04 அன்று, ${team} <${from}> எழுதியது:`),
  line('Exchange web in Norwegian, unmarked', `${team} skrev den 7. juni 2016, 10:04:`, false),
  block('Outlook in Hebrew', [
    `מאת: ${team} <${from}>`,
    'נשלח: יום שלישי 07 יוני 2016 12:04',
    `אל: David Shaw <${to}>`,
    `נושא: ${subject}`,
  ]),
  block('Outlook in Hungarian', [
    `Feladó: ${team} [mailto:${from}]`,
    'Elküldve: 2016. június 7. 11:04',
    'Címzett: David Shaw',
    `Tárgy: ${subject}`,
  ]),
  block('Outlook in Arabic', [
    `من: ${team} <${from}>`,
    'تم الإرسال: الثلاثاء، 7 يونيو 2016 12:04 م',
    `إلى: David Shaw <${to}>`,
    `الموضوع: ${subject}`,
  ]),
  block('Outlook in Japanese', [
    '-----元のメッセージ-----',
    `差出人: ${team} <${from}>`,
    '送信日時: 2016年6月7日火曜日 18:04',
    `宛先: David Shaw <${to}>`,
    `件名: ${subject}`,
  ]),
];
