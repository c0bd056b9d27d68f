import { exportPlaces, listFormatsOf } from '../../../studio/model-formats.ts';
import { Disclosure } from '../../components/disclosure.tsx';
import { useLateMessages } from '../../messages-context.ts';
import classes from './format-preview.module.css';

/** Before there is a model: what it can be downloaded as, to read. */
export function FormatPreview() {
  const { export: words } = useLateMessages();
  return (
    <div className={classes.preview}>
      <p className={classes.before}>{words.before}</p>
      <Disclosure title={words.previewTitle}>
        {exportPlaces.map((place) => (
          <section key={place} aria-labelledby={`preview-${place}`}>
            <h3 id={`preview-${place}`} className={classes.title}>
              {words.places[place]}
            </h3>
            <dl className={classes.formats}>
              {listFormatsOf(place).map((format) => (
                <div key={format}>
                  <dt>{words.formats[format].name}</dt>
                  <dd>{words.formats[format].text}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </Disclosure>
    </div>
  );
}
