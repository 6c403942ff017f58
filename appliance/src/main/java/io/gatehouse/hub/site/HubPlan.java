package io.gatehouse.hub.site;

import io.gatehouse.guest.plan.Plan;

/** A plan that all boxes of a site sell. */
public record HubPlan(Plan plan, String site, Apart apart) {}
