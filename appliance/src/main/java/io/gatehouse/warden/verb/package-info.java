/** What root can be asked to do for the edge, one record per verb with typed arguments. */
package io.gatehouse.warden.verb;
