import { type Platform, Type, p } from '@mikro-orm/core';
import { type IdPrefix, idOf, newId, uuidOf } from '../ids.ts';

/** A TypeID in the program, its uuid in the database. */
export class TypeIdType extends Type<string, string> {
  readonly idPrefix: IdPrefix;

  constructor(idPrefix: IdPrefix) {
    super();
    this.idPrefix = idPrefix;
  }

  override convertToDatabaseValue(value: string): string {
    // Values that the ORM hands back (identity map, query builder) can be uuids already.
    return value === null || value === undefined || !value.includes('_') ? value : uuidOf(value);
  }

  override convertToJSValue(value: string): string {
    return value === null || value === undefined || value.includes('_') ? value : idOf(this.idPrefix, value);
  }

  override getColumnType(): string {
    return 'uuid';
  }

  override compareAsType(): string {
    return 'string';
  }

  override convertToJSValueSQL?(key: string, _platform: Platform): string {
    return key;
  }
}

/** The primary key of an entity: made by the program, so that an id is known before the row is written. */
export const primaryId = (prefix: IdPrefix) =>
  p
    .type(new TypeIdType(prefix))
    .$type<string>()
    .primary()
    .onCreate(() => newId(prefix));

/** A column that holds another entity's id; no relation, no foreign key: the other may live in another subgraph. */
export const idColumn = (prefix: IdPrefix) => p.type(new TypeIdType(prefix)).$type<string>();

export const createdAt = () =>
  p
    .datetime()
    .columnType('timestamptz(3)')
    .onCreate(() => new Date());

export const timestamp = () => p.datetime().columnType('timestamptz(3)');
