import iconv from 'iconv-lite';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode } from '../../src/extraction/decode.ts';

const texts = {
  japanese:
    '吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。何でも薄暗いじめじめした所でニャーニャー泣いていた事だけは記憶している。\n',
  korean: '이것은 인코딩 감지를 시험하기 위한 한국어 문장입니다. 올바르게 인식되기를 바랍니다. 우리는 많은 글자를 씁니다.\n',
  chinese: '这是一个用来测试编码识别的中文句子，希望它能够被正确地识别出来。我们在这里写了很多常用的汉字。\n',
  taiwanese: '這是一個用來測試編碼識別的中文句子，希望它能夠被正確地識別出來。我們在這裡寫了很多常用的漢字。\n',
  russian: 'Съешь же ещё этих мягких французских булок, да выпей чаю. Это обычный русский текст для проверки кодировки.\n',
  ukrainian: 'Це звичайний український текст для перевірки, чи правильно визначається кодування. Її їжа і ґанок.\n',
  polish:
    'Zażółć gęślą jaźń. To jest zwykły polski tekst do sprawdzenia, czy kodowanie jest dobrze rozpoznawane. Późną jesienią źdźbła łąk żółkną.\n',
  czech: 'Příliš žluťoučký kůň úpěl ďábelské ódy. Toto je obyčejný český text pro ověření rozpoznání kódování souboru.\n',
  hungarian:
    'Árvíztűrő tükörfúrógép. Ez egy közönséges magyar szöveg, hogy kiderüljön, felismerhető-e a kódolás. Őszintén szólva űrhajó.\n',
  greek: 'Αυτό είναι ένα συνηθισμένο ελληνικό κείμενο για να δούμε αν αναγνωρίζεται σωστά η κωδικοποίηση του αρχείου.\n',
  turkish: 'Bu, kodlamanın doğru tanınıp tanınmadığını görmek için sıradan bir Türkçe metindir. Şimdi ağaçlar çiçek açıyor, ığdır güzel.\n',
  hebrew: 'זהו טקסט עברי רגיל כדי לבדוק אם הקידוד מזוהה כראוי. אנחנו כותבים כאן הרבה מילים נפוצות.\n',
  arabic: 'هذا نص عربي عادي للتحقق مما إذا كان الترميز يتم التعرف عليه بشكل صحيح. نكتب هنا الكثير من الكلمات الشائعة.\n',
  german:
    'Die Größe der Änderung überrascht: zweifellos zahlt ein Müßiggänger für Käse. Über den Wolken muß die Freiheit wohl grenzenlos sein.\n',
  thai: 'นี่คือข้อความภาษาไทยธรรมดาเพื่อตรวจสอบว่าการเข้ารหัสถูกต้องหรือไม่ เราเขียนคำทั่วไปมากมายที่นี่\n',
} as const;

const single: Readonly<Record<keyof typeof texts, string>> = {
  japanese: 'shift_jis euc-jp',
  korean: 'euc-kr',
  chinese: 'gb18030',
  taiwanese: 'big5',
  russian: 'windows-1251 koi8-r iso-8859-5',
  ukrainian: 'windows-1251 koi8-u',
  polish: 'windows-1250 iso-8859-2',
  czech: 'windows-1250 iso-8859-2',
  hungarian: 'windows-1250 iso-8859-2',
  greek: 'windows-1253 iso-8859-7',
  turkish: 'windows-1254 iso-8859-9',
  hebrew: 'windows-1255 iso-8859-8',
  arabic: 'windows-1256 iso-8859-6',
  german: 'windows-1252 iso-8859-1',
  thai: 'windows-874',
};

const languages = Object.keys(texts) as (keyof typeof texts)[];

describe('a text without a mark is read in the encoding it was written in', () => {
  test.each(languages.flatMap((language) => single[language].split(' ').map((charset) => [language, charset] as const)))(
    '%s in %s',
    (language, charset) => {
      for (const times of [1, 30]) {
        const text = texts[language].repeat(times);
        expect(decode(iconv.encode(text, charset))?.text).toBe(text);
      }
    },
  );

  test.each(
    languages.flatMap((language) => ['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'].map((charset) => [language, charset] as const)),
  )('%s in %s', (language, charset) => {
    for (const times of [1, 30]) {
      const text = texts[language].repeat(times);
      expect(decode(iconv.encode(text, charset, { addBOM: false }))).toEqual({ text, charset });
    }
  });
});

const hasByteOrderMark = ([first, second, third, fourth]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) ||
  (first === 0xfe && second === 0xff) ||
  (first === 0 && second === 0 && third === 0xfe && fourth === 0xff);

test('bytes by chance are no text in two-byte characters', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 64, maxLength: 400 }), (bytes) => {
      // With a byte order mark they are what it says.
      fc.pre(!hasByteOrderMark(bytes));
      expect(decode(bytes)?.charset ?? '').not.toMatch(/^utf-(?:16|32)/);
    }),
    { numRuns: 1_000 },
  );
});
