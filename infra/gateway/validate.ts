import type { FastifySchemaCompiler } from 'fastify';
import type { z } from 'zod';

/** A part of a request that its schema refuses. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
  readonly issues: readonly z.core.$ZodIssue[];
  /** body, querystring, params or headers. */
  readonly location: string;
  readonly statusCode = 400;

  constructor(issues: readonly z.core.$ZodIssue[], location: string) {
    super(`invalid ${location}`);
    this.issues = issues;
    this.location = location;
  }
}

const PARTS: Readonly<Record<string, string>> = { querystring: 'query', params: 'path' };

/** Validates without coercing types or dropping unknown fields: the schemas are strict and say what they turn into what. */
export const validateByZod: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) => {
  const location = PARTS[httpPart ?? 'body'] ?? httpPart ?? 'body';
  return (data: unknown) => {
    const result = schema.safeParse(data);
    return result.success
      ? { value: result.data }
      : { error: new InvalidInput(result.error.issues, location) };
  };
};
