// Real applications whose schemas nobody here wrote. Each has a folder with exact versions of its packages
// (requirements.txt, package.json, install.sh), a script that makes the database by the application's own migrations and lets it
// write rows (make), and one that lets the application work on the database after our changes (alive).

/** One edit of a generated document. */
export type Edit =
  | {
    readonly type: "add-column";
    readonly table: string;
    readonly column: Readonly<Record<string, unknown>>;
  }
  | { readonly type: "rename-column"; readonly table: string; readonly from: string; readonly to: string }
  | { readonly type: "change-type"; readonly table: string; readonly column: string; readonly to: string }
  | {
    readonly type: "add-index";
    readonly table: string;
    readonly name: string;
    readonly columns: readonly string[];
  };

/** An application. */
export interface RealApp {
  readonly name: string;
  /** The least that its database has, so that a broken script is found out. */
  readonly leastTables: number;
  /** Made on every engine. */
  readonly edits: readonly Edit[];
  /** The servers that it runs on, by the name of the variant or the engine, with what is particular there. */
  readonly on: Readonly<Record<string, OnServer>>;
}

/** What is particular to a server. */
export interface OnServer {
  /** Everything that `generate` says it cannot express. */
  readonly unexpressed?: readonly string[];
  /** Takes long and tells little that others do not: run when SCHEMAHERO_TEST_ALL_APPS=1. */
  readonly onDemand?: boolean;
  /** Edits that only this server's types and objects allow. */
  readonly edits?: readonly Edit[];
}

/** The applications. */
export const APPS: readonly RealApp[] = [
  {
    name: "django",
    leastTables: 10,
    edits: [
      {
        type: "add-column",
        table: "auth_user",
        column: {
          name: "nickname",
          type: "varchar(40)",
          constraints: { notNull: true },
          default: "it's; new",
        },
      },
      { type: "change-type", table: "auth_user", column: "first_name", to: "varchar(300)" },
      { type: "rename-column", table: "django_admin_log", from: "object_repr", to: "object_title" },
      { type: "change-type", table: "django_admin_log", column: "action_flag", to: "integer" },
      { type: "add-index", table: "auth_permission", name: "names", columns: ["codename", "name"] },
    ],
    on: { sqlite: {}, postgres: {}, mysql: {}, mariadb: {} },
  },
  {
    name: "wagtail",
    leastTables: 50,
    edits: [
      {
        type: "add-column",
        table: "wagtailcore_page",
        column: { name: "mood", type: "varchar(20)", constraints: { notNull: true }, default: "calm" },
      },
      { type: "change-type", table: "wagtailcore_page", column: "title", to: "varchar(500)" },
      { type: "change-type", table: "wagtailsearch_indexentry", column: "object_id", to: "varchar(80)" },
      { type: "rename-column", table: "wagtailredirects_redirect", from: "redirect_link", to: "target_link" },
      {
        type: "add-index",
        table: "wagtailcore_revision",
        name: "by_kind",
        columns: ["object_id", "created_at"],
      },
    ],
    on: { sqlite: {}, postgres: {}, mysql: { onDemand: true }, mariadb: { onDemand: true } },
  },
  {
    name: "buildbot",
    leastTables: 43,
    edits: [
      {
        type: "add-column",
        table: "builds",
        column: { name: "colour", type: "varchar(10)", constraints: { notNull: true }, default: "green" },
      },
      { type: "change-type", table: "builds", column: "number", to: "bigint" },
      { type: "rename-column", table: "patches", from: "subdir", to: "folder" },
      { type: "change-type", table: "masters", column: "name", to: "varchar(400)" },
      { type: "add-index", table: "steps", name: "steps_by_build", columns: ["buildid", "name"] },
    ],
    on: { sqlite: {}, postgres: {}, mysql: {}, mariadb: {} },
  },
  {
    name: "wordpress",
    leastTables: 18,
    edits: [
      {
        type: "add-column",
        table: "wp_posts",
        column: { name: "mood", type: "varchar(20)", constraints: { notNull: true }, default: "calm" },
      },
      { type: "change-type", table: "wp_users", column: "user_url", to: "varchar(300)" },
      { type: "change-type", table: "wp_links", column: "link_notes", to: "longtext" },
      { type: "rename-column", table: "wp_links", from: "link_rss", to: "link_feed" },
      {
        type: "add-index",
        table: "wp_comments",
        name: "by_agent",
        columns: ["comment_agent(50)", "user_id"],
      },
    ],
    on: { mysql: {}, mariadb: {} },
  },
  {
    name: "logto",
    leastTables: 79,
    edits: [
      {
        type: "add-column",
        table: "applications",
        column: { name: "mood", type: "varchar(20)", constraints: { notNull: true }, default: "calm" },
      },
      { type: "change-type", table: "roles", column: "name", to: "varchar(200)" },
      { type: "rename-column", table: "scopes", from: "description", to: "blurb" },
      { type: "add-index", table: "scopes", name: "scopes_by_name", columns: ["tenant_id", "name"] },
    ],
    on: { postgres: {} },
  },
];
