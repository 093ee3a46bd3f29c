// The parts of ECharts that the dashboard uses, and no more.
import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import { GeoComponent, GraphicComponent, GridComponent, MarkAreaComponent, TitleComponent, TooltipComponent } from 'echarts/components';
import { getMap, init, registerMap, use } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';

use([
  BarChart, LineChart, ScatterChart,
  GeoComponent, GraphicComponent, GridComponent, MarkAreaComponent, TitleComponent, TooltipComponent,
  LabelLayout, CanvasRenderer, SVGRenderer,
]);

export { getMap, init, registerMap };
export type { ECharts, EChartsCoreOption } from 'echarts/core';
