import { styleClassColour } from '../class-colour.ts';
import classes from './class-swatch.module.css';

/** The colour of a class as a small square, beside its name. */
export function ClassSwatch({ colour }: { readonly colour: number | null }) {
  return <span aria-hidden className={classes.swatch} style={styleClassColour(colour)} />;
}
