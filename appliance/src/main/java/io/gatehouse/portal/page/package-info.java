/** What guests read, in their language and in the look that the installer gave. */
package io.gatehouse.portal.page;
