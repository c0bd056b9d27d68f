import type { StudioPage } from './studio-page.ts';
import type { TestFile } from './test-images.ts';

/** All probabilities of `images` by the model in use, from the table: `file class` to a number of six places. */
export async function predictManyImages(
  studio: StudioPage,
  images: readonly TestFile[],
): Promise<ReadonlyMap<string, number>> {
  const { page } = studio;
  const input = studio.fileInput('Images or ZIP to classify');
  if (!(await input.isVisible())) await page.getByText('Predict many', { exact: true }).click();
  await input.setInputFiles([...images]);
  await page
    .locator('#predict')
    .getByText(`${images.length} images classified.`)
    .waitFor({ timeout: 120_000 });
  const { bytes } = await studio.download('Download table (CSV)');
  const [head = '', ...rows] = new TextDecoder().decode(bytes).trimEnd().split('\r\n');
  const columns = head.split(',');
  return new Map(
    rows.flatMap((row) => {
      const [file = '', ...cells] = row.split(',');
      return cells.flatMap((cell, index): [string, number][] => {
        const name = columns[index + 1] ?? '';
        return name.startsWith('probability of ') ? [[`${file} ${name}`, Number(cell)]] : [];
      });
    }),
  );
}
