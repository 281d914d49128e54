import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Lets the application's role have a table's statistics taken, which PostgreSQL before 17 grants to its owner alone:
 * after a first night the planner must not go on with those of an empty table.
 */
export class Statistics1670025600000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
CREATE FUNCTION take_statistics(table_name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format('ANALYZE public.%I', table_name);
END
$$;
REVOKE EXECUTE ON FUNCTION take_statistics(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION take_statistics(text) TO overblick_app;
`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query("DROP FUNCTION take_statistics(text)");
  }
}
