/**
 * The JSON API, version 1, below {@code /api/v1}: on the Unix socket for whoever may open the file,
 * on the management listener for whoever has signed in (cookie, and {@code X-CSRF-Token} on
 * changes) or shows the token of a program ({@code Authorization: Bearer gh_…}). Each route has a
 * least role; what it is stands in {@code golden/console/routes.txt}.
 *
 * <pre>
 * GET   /openapi.json                       all of this for programs, with the least role of each
 * GET   /status /jobs                       the box
 * GET   /settings                           in force, secrets as ***
 * GET   /settings/state                     {revision, pending: {revision, seconds, tried}}
 * GET   /settings/schema                    JSON Schema
 * POST  /settings                           {revision, change: {…}, reason, seconds}: waits for confirm
 * GET   /revisions?before=&max=             GET /revisions/:id, /revisions/:id/settings
 * GET   /revisions/:id/diff?from=           what it changed
 * POST  /revisions/:id/confirm | revert     the one that waits
 * POST  /revisions/:id/return               {revision}: brings an earlier one back
 * GET   /journal?before=&max=               newest first
 * GET   /plans /plans/:id                   POST /plans, PATCH /plans/:id (fields not given stay)
 * GET   /vouchers?batch=&state=&after=&max= GET /vouchers/:id
 * POST  /vouchers                           {planId, count, prefix, note}; codes are answered once
 * POST  /vouchers/:id/revoke | reset-devices | reset-usage | disconnect
 * POST  /batches/:id/revoke
 * GET   /sessions?after=&max=               POST /sessions/:id/end, /sessions/:id/plan {planId}
 * GET   /usage?from=&to= /usage.csv         per day and plan
 * GET   /me                                 who asks, and their role
 * GET   /operators                          POST /operators {name, role}: the password is answered once
 * POST  /operators/:id/role {role}          and /disable, /enable, /new-password, /remove
 * GET   /logins                             own; of everybody for SUPER_ADMIN. POST /logins/:id/end
 * GET   /tokens                             POST /tokens {name, scope, days}, /tokens/:id/revoke
 * GET   /allow-list                         POST /allow-list {networks}
 * GET   /audit?before=&who=&action=&max=    newest first
 * GET   /events                             Server-Sent Events: session, counts
 * </pre>
 *
 * <p>Lists are {@code {items, next}}; {@code next} is the cursor of the next page or null. Every
 * error is {@code {code, message, fields}}. A POST with an {@code Idempotency-Key} is carried out
 * once until the program restarts.
 */
package io.gatehouse.api;
