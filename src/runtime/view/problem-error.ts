import { describeProblem, type RuntimeProblem } from './describe-problem.ts';

/** A problem for those who call from code: the message is the sentence that a person would read. */
export class ProblemError extends Error {
  readonly kind: RuntimeProblem['kind'];

  constructor(problem: RuntimeProblem) {
    super(describeProblem(problem));
    this.name = 'GraftError';
    this.kind = problem.kind;
  }
}
