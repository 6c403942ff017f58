/** The namespaces of a site, their wires and addresses, and what runs in them. */
package io.gatehouse.lab.net;
