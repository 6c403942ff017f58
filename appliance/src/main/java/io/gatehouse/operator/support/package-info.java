/** What somebody far away needs to see of a box, without anything that opens it. */
package io.gatehouse.operator.support;
