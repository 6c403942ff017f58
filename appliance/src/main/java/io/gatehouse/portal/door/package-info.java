/**
 * Who may hold a connection to the portal, under which name it is asked, and whose forms are ours.
 */
package io.gatehouse.portal.door;
