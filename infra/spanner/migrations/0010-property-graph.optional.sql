-- A view of the preference graph for GQL, for people who look into it. The product itself never needs it.
CREATE OR REPLACE PROPERTY GRAPH PreferenceGraph
  NODE TABLES (
    GraphNode KEY (ShopperId, NodeId)
      LABEL Thing PROPERTIES (ShopperId, NodeId, Kind, Props)
  )
  EDGE TABLES (
    GraphEdge KEY (ShopperId, SrcId, Kind, DstId, EdgeId)
      SOURCE KEY (ShopperId, SrcId) REFERENCES GraphNode (ShopperId, NodeId)
      DESTINATION KEY (ShopperId, DstId) REFERENCES GraphNode (ShopperId, NodeId)
      LABEL Fact PROPERTIES (ShopperId, EdgeId, Kind, ValidFrom, ValidTo, RecordedAt, LastAt, Evidence, Props)
  );
