/**
 * UDP ports that the box itself answers on: who may ask, whether a request is in order and signed,
 * the answers to retransmissions. What is answered is the business of whoever opened the port.
 */
package io.gatehouse.radius.door;
