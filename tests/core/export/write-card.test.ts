import { expect, test } from 'vitest';
import type { CardDocument } from '../../../src/core/export/model-card/card-document.ts';
import { writeCard } from '../../../src/core/export/model-card/write-card.ts';

const hostile = `</style></title><script>alert(1)</script>"'&<img src=x onerror=alert(1)>`;

function write(text: string): string {
  const card: CardDocument = {
    language: text,
    title: text,
    subtitle: text,
    footer: text,
    sections: [
      {
        title: text,
        blocks: [
          { kind: 'text', text },
          { kind: 'list', items: [text] },
          { kind: 'folded', title: text, block: { kind: 'columns', items: [text] } },
          { kind: 'figures', figures: [{ label: text, value: text, detail: text }] },
          { kind: 'facts', facts: [[text, text]] },
          {
            kind: 'table',
            caption: text,
            columns: [text, text],
            rows: [{ header: text, cells: [text] }],
            shades: [[1]],
          },
        ],
      },
    ],
  };
  return new TextDecoder().decode(writeCard(card));
}

test('no text becomes part of the page itself, wherever it stands', () => {
  const page = write(hostile);
  const plain = write('');
  const tags = (html: string) => html.match(/<[^>]*>/g)?.map((tag) => tag.replace(/"[^"]*"/g, '""'));
  expect(tags(page)).toEqual(tags(plain));
  expect(page.split('&lt;script&gt;alert(1)&lt;/script&gt;')).toHaveLength(22);
});

test('the page loads nothing and runs nothing', () => {
  expect(write('x')).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
});

test('what no page may hold is replaced, and line breaks stay', () => {
  const page = write('a\0b\ud800c\nd');
  expect(page).toContain('<p class="text">a\ufffdb\ufffdc\nd</p>');
});
