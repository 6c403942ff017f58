/** Questions to resolvers. */
package io.gatehouse.platform.names;
