import PostalMime, { type Address } from 'postal-mime';
import { namedAuthor } from '../authors.ts';
import { markdownOfHtml, tidied } from '../markup/markdown.ts';
import { type Reader, createText } from '../reader.ts';
import { damaged } from '../unreadable.ts';

/** What a plain part has to have of the HTML part's text to be taken instead: some say only that one should look at the other. */
const plainShareMin = 0.5;

/** An e-mail (RFC 5322, MIME): who, when and about what, the names of what is attached, and the text. */
export const readMail: Reader = async (bytes, { charactersMax }) => {
  const mail = await PostalMime.parse(new Uint8Array(bytes), { maxNestingDepth: 50, maxHeadersSize: 1_048_576 }).catch(() => {
    throw damaged('It is not a whole message');
  });
  if (mail.from === undefined && mail.date === undefined && mail.subject === undefined && mail.messageId === undefined)
    throw damaged('It is not a message');
  const subject = (mail.subject ?? '').replace(/\s+/g, ' ').trim();
  const plain = tidied(mail.text ?? '');
  const html = mail.html === undefined || mail.html === '' ? '' : markdownOfHtml(mail.html);
  const headers = [
    header('From', mail.from === undefined ? '' : named(mail.from)),
    header('To', (mail.to ?? []).map(named).join(', ')),
    header('Cc', (mail.cc ?? []).map(named).join(', ')),
    header('Date', mail.date ?? ''),
    header('Attachments', mail.attachments.flatMap(({ filename }) => filename ?? []).join(', ')),
  ].filter((line) => line !== '');
  const text = createText(charactersMax);
  const body = plain.length >= html.length * plainShareMin ? plain : html;
  text.add([subject === '' ? '' : `# ${subject}`, headers.join('\n'), body].filter((block) => block !== '').join('\n\n'));
  return {
    text: text.toString(),
    title: subject === '' ? null : subject,
    author: namedAuthor(mail.from?.name, mail.from?.address),
    charset: 'utf-8',
  };
};

const header = (name: string, value: string): string => (value === '' ? '' : `${name}: ${value.replace(/\s+/g, ' ').trim()}`);

const named = (address: Address): string =>
  address.group !== undefined
    ? `${address.name}: ${address.group.map(named).join(', ')}`
    : address.name === '' || address.name === address.address
      ? (address.address ?? '')
      : `${address.name} <${address.address}>`;
